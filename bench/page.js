/**
 * The page that every contestant is put into. It has words to lay out and to shift, and nothing else
 * that moves; without a contestant it is the blank page whose costs are subtracted.
 */

const WORDS = "The quick brown fox jumps over the lazy dog while the rest of the forest looks on and wonders why. "

const paragraphs = Array.from({ length: 24 }, () => `<p>${WORDS.repeat(3)}</p>`).join("\n")

/** HTML with a contestant's part of the head and of the end of the body. */
export const htmlOf = ({ head, body }) => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>A page</title>
<link rel="icon" href="data:,">
<script>window.ran = []</script>
${head}
</head>
<body>
<h1>A page</h1>
${paragraphs}
${body}
</body>
</html>
`

/** A value as a script can hold it. */
export const literal = (value) => JSON.stringify(value).replaceAll("<", "\\u003c")
