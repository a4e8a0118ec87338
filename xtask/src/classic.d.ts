// The classic script: importing it, or naming it in `types` of tsconfig.json, declares `window.samtycke`.
import type {} from "./samtycke.js";
