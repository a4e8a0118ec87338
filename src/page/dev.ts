// The development build: the classic script with the whole check of a declaration and the inspector.
// Imports run in order: what is checked, watched and pretended is there before a declaration comes.

import "./compiler"
import "./things"
import "./classic"
import "./inspector"
