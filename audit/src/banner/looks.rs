//! The banner as it looks elsewhere: on a phone, in other themes, under the pointer and with the keyboard.

use serde_json::json;

use super::{BEAT, BLUR, MOMENT, NARROW, layers};
use crate::drive::Drive;

impl Drive<'_> {
    /// On a phone, in the dark theme, with forced colours, under the pointer and with the keyboard on it.
    pub(super) fn in_other_looks(&mut self) -> Result<(), String> {
        self.resize(Some(NARROW))?;
        if let Some(layer) = self.find()?.top() {
            self.note_all(layers::in_view(layer, NARROW));
        }
        self.resize(None)?;
        // What has the keyboard looks different.
        self.tab.evaluate(BLUR)?;
        for (name, value, when) in [
            ("prefers-color-scheme", "dark", "in the dark theme"),
            ("forced-colors", "active", "with forced colours"),
        ] {
            let media = |value: &str| json!({"features": [{"name": name, "value": value}]});
            self.tab.page_command("Emulation.setEmulatedMedia", media(value))?;
            self.settle(BEAT)?;
            if let Some(layer) = self.find()?.top() {
                self.note_all(layers::alike(layer, when));
            }
            self.tab.page_command("Emulation.setEmulatedMedia", media(""))?;
        }
        self.settle(BEAT)?;
        self.in_use()
    }

    /// Yes and no while each is pointed at, or has the keyboard.
    fn in_use(&mut self) -> Result<(), String> {
        let mut pointed = Vec::new();
        let mut focused = Vec::new();
        for meaning in ["yes", "no"] {
            let Some(layer) = self.find()?.top().cloned() else { return Ok(()) };
            let Some(control) = layer.control(meaning) else { return Ok(()) };
            self.point(control.centre())?;
            pointed.extend(self.find()?.top().cloned());
            self.point((0.0, 0.0))?;
            self.focus(meaning)?;
            focused.extend(self.find()?.top().cloned());
        }
        if let [yes, no] = &pointed[..] {
            self.note_all(layers::alike(&yes.with("no", no), "under the pointer"));
        }
        if let [yes, no] = &focused[..] {
            self.note_all(layers::alike_in_focus(&yes.with("no", no)));
        }
        self.tab.evaluate(BLUR)?;
        Ok(())
    }

    fn point(&mut self, (x, y): (f64, f64)) -> Result<(), String> {
        let to = json!({"type": "mouseMoved", "x": x, "y": y});
        self.tab.page_command("Input.dispatchMouseEvent", to)?;
        self.settle(BEAT)
    }

    fn resize(&mut self, size: Option<(u32, u32)>) -> Result<(), String> {
        match size {
            Some((width, height)) => {
                let metrics = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": true});
                self.tab.page_command("Emulation.setDeviceMetricsOverride", metrics)?
            }
            None => self.tab.page_command("Emulation.clearDeviceMetricsOverride", json!({}))?,
        };
        self.settle(MOMENT)
    }
}
