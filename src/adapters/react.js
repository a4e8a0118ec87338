"use client"

// For React 18 and later.

import { createElement, useSyncExternalStore } from "react"
import { has, subscribe } from "./store.js"

const never = () => false

export const useConsent = (id) => useSyncExternalStore(subscribe, () => has(id), never)

export const Gate = ({ id, fallback = null, children = null }) => (useConsent(id) ? children : fallback)

export const SettingsButton = (props) => createElement("button", { type: "button", ...props, "data-samtycke-click": "settings" })
