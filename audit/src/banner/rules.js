// Answers the banner by the rules of autoconsent, which has just been put into the page and begins when that is
// idle. The answer is the name of the rule that did; nothing where none knows the banner, or none got to an end.
async (isYes) => {
  const { instance: tool, messages } = window.autoconsentStandalone
  Object.assign(tool.config, {
    autoAction: isYes ? 'optIn' : 'optOut',
    // Words are the audit's own.
    heuristicMode: 'off',
    detectRetries: 4,
  })
  const end = Date.now() + 15000
  const result = () => messages.find(({ type }) => type === 'optInResult' || type === 'optOutResult')
  while (!result() && tool.state.lifecycle !== 'nothingDetected' && Date.now() < end) await new Promise((go) => setTimeout(go, 50))
  return result()?.result ? result().cmp : null
}
