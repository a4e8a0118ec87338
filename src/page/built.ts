// The script of a site that `samtycke build` made: the declaration is inside, and was checked then.

import { api } from "./api"
import { connectAfterwards } from "./connect"
import { declaration } from "./inside"
import { setAddresses } from "./parts"
import { report } from "./report"
import { take } from "./start"
import { besideTag } from "./tag"
import { connectVendors } from "./vendors"

setAddresses(besideTag)

// An element with that id is found under the name too.
if (typeof window.samtycke?.has == "function") report("twice", VERSION)
else {
  window.samtycke = { ...api, init: () => void report("again") }
  if (HAS_STEPS) connectVendors(STEPS)
  take(declaration)
  // After the addresses are known: the build without WebAssembly is fetched.
  connectAfterwards().catch(() => {})
}
