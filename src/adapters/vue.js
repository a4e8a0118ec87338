// For Vue 3.3 and later.

import { defineComponent, h, onBeforeUnmount, onMounted, readonly, ref, toValue, watch } from "vue"
import { has, subscribe } from "./store.js"

export const useConsent = (id) => {
  // Read once the component is there, since a server knows of no grant and hydration compares.
  const granted = ref(false)
  let stop = () => {}
  onMounted(() => {
    const update = () => void (granted.value = has(toValue(id)))
    watch(() => toValue(id), update, { immediate: true })
    stop = subscribe(update)
  })
  onBeforeUnmount(() => stop())
  return readonly(granted)
}

export const Gate = defineComponent({
  name: "SamtyckeGate",
  props: { id: { type: String, required: true } },
  setup(props, { slots }) {
    const granted = useConsent(() => props.id)
    return () => (granted.value ? slots.default?.() : slots.fallback?.())
  },
})

export const SettingsButton = defineComponent({
  name: "SamtyckeSettingsButton",
  setup: (_, { slots }) => () => h("button", { type: "button", "data-samtycke-click": "settings" }, slots.default?.()),
})
