//! What follows a decision follows in one order, as CONTRIBUTING.md has it.

use samtycke_e2e::{Browser, TAG, Visit, page};
use serde_json::json;

/// Notes in `order` what can be seen of each step, also of the page that is left by the last one.
const NOTES: &str = "<script>
    window.order = JSON.parse(sessionStorage.order ?? '[]');
    const note = (what) => { order.push(what); sessionStorage.order = JSON.stringify(order) };
    window.counter = (...words) => note(words.join(' '));
    const deletes = Object.getOwnPropertyDescriptor(Document.prototype, 'cookie');
    Object.defineProperty(Document.prototype, 'cookie', {
        configurable: true,
        get: () => deletes.get.call(document),
        set: (text) => {
            if (text.startsWith('_left=; Max-Age=0') && order.at(-1) !== 'deleted') note('deleted');
            deletes.set.call(document, text);
        },
    });
    const keep = Storage.prototype.setItem;
    Storage.prototype.setItem = function (name, value) {
        if (name.startsWith('samtycke')) note('receipt');
        keep.call(this, name, value);
    };
    </script>";

/// Listeners and a promise, once the script is there.
const HEARS: &str = "<script>
    samtycke.on('change', () => {
        note('heard');
        if (!window.isNested) samtycke.reject('marketing');
        window.isNested = true;
    });
    samtycke.on('close', () => note('closed'));
    samtycke.when('analytics').then(() => note('kept'));
    addEventListener('unload', () => note('left'));
    </script>";

const RUNS: &str = "<script type=\"text/plain\" data-samtycke=\"analytics\">note('ran')</script>";

/// Whether the file with the steps has come to a page that is not built.
const STEPS: &str = "performance.getEntriesByType('resource').some(({name}) => name.endsWith('/samtycke.messages.js'))";

/// A site with one vendor that is told of decisions, and something of its own to delete.
fn visit(browser: Browser) -> Visit {
    let visit = Visit::with_gated_markup(browser);
    visit.site.edit_config(|config| {
        config["services"][2] = json!({
            "id": "ga",
            "category": "analytics",
            "name": "A counter",
            "provider": "Counter AB",
            "scripts": [{"inline": "note('vendor')"}],
            "cookies": [{"name": "_left", "kind": "cookie", "party": "first", "purpose": "Counts visits.", "lifetime": "P1D"}],
            "consent": {
                "update": [{"call": "counter", "args": ["told", {"@granted": "analytics", "yes": "yes", "no": "no"}]}],
                "withdraw": [{"call": "counter", "args": ["forget"]}],
            },
        });
    });
    visit
}

pub fn what_follows_a_yes_and_a_withdrawal(browser: Browser) {
    let visit = visit(browser);
    visit.go_to_page(&page(&format!("{NOTES}{TAG}{HEARS}"), RUNS));
    visit.banner();
    if !visit.is_built() {
        // A service waits for its steps, and nothing else for it.
        visit.wait(STEPS);
    }
    visit.run("order.length = 0; samtycke.accept()");
    visit.wait("order.includes('kept')");
    // The second half is the decision of a listener.
    let order =
        ["closed", "vendor", "ran", "receipt", "heard", "told yes", "receipt", "heard", "kept"];
    assert_eq!(visit.eval("order"), json!(order));
    visit.run(
        "document.cookie = '_left=1'; order.length = 0; setTimeout(() => samtycke.withdraw())",
    );
    visit.wait("window.order?.includes?.('left') && document.readyState === 'complete'");
    let order = ["told no", "forget", "deleted", "receipt", "heard", "left"];
    assert_eq!(visit.eval("order"), json!(order));
}
