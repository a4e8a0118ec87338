//! Reads the stacks that the browser gives as a cause.

use serde_json::Value;

use crate::record::Frame;

/// What caused a request: the stack of a script, or the place in a page.
pub(crate) fn cause(initiator: &Value) -> Vec<Frame> {
    let mut frames = stack(&initiator["stack"]);
    if let Some(url) = initiator["url"].as_str()
        && frames.is_empty()
    {
        let line = initiator["lineNumber"].as_u64().map_or(0, |line| line + 1);
        let column = initiator["columnNumber"].as_u64().map_or(0, |column| column + 1);
        frames.push(Frame { url: url.into(), line, column, function: String::new() });
    }
    frames
}

/// A stack with its asynchronous parents. Frames of ours are left out.
pub(crate) fn stack(stack: &Value) -> Vec<Frame> {
    let mut frames = Vec::new();
    let mut next = stack;
    while next.is_object() && frames.len() < 60 {
        for call in next["callFrames"].as_array().into_iter().flatten() {
            let url = call["url"].as_str().unwrap_or_default();
            if url.is_empty() || url == "samtycke-audit" {
                continue;
            }
            frames.push(Frame {
                url: url.into(),
                line: call["lineNumber"].as_u64().unwrap_or(0) + 1,
                column: call["columnNumber"].as_u64().unwrap_or(0) + 1,
                function: call["functionName"].as_str().unwrap_or_default().into(),
            });
        }
        next = &next["parent"];
    }
    frames
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn stacks_have_their_parents_and_none_of_our_frames() {
        let told = json!({"callFrames": [{"url": "samtycke-audit"}, {"url": "https://a.example/a.js", "lineNumber": 2}],
            "parent": {"callFrames": [{"url": "https://b.example/b.js", "lineNumber": 0, "functionName": "go"}]}});
        let frames: Vec<String> = stack(&told).iter().map(Frame::to_string).collect();
        assert_eq!(frames, ["https://a.example/a.js:3:1", "https://b.example/b.js:1:1 (go)"]);
    }
}
