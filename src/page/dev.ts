// The development build: the classic script with the whole check of a declaration. Imports run in
// order, so that the check is there before a declaration comes.

import "./compiler"
import "./classic"
