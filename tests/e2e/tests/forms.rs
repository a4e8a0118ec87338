//! What a visitor has sent or typed outlives a withdrawal.

use samtycke_e2e::{Browser, TAG, Visit, page};

const BUTTON: &str = "<button id=\"withdraw\" data-samtycke-click=\"withdraw\">Withdraw</button>";

/// How often the order was sent.
fn orders(visit: &Visit) -> usize {
    let calls = visit.site.first_party_calls();
    calls.iter().filter(|call| call.method == "POST" && call.path.starts_with("/order")).count()
}

/// On the answer to a form, a withdrawal never sends the form again.
pub fn a_withdrawal_sends_no_form_again(browser: Browser) {
    let visit = Visit::new(browser);
    visit.go_to_page(&page(TAG, ""));
    visit.accept();
    visit.settle();
    visit.site.replace("/order", "text/html; charset=utf-8", 200, page(TAG, BUTTON));
    let form = "<form id=\"order\" method=\"post\" action=\"/order\"><button>Order</button></form>";
    visit.go_to_page(&page(TAG, form));
    visit.find("#order button").click();
    visit.wait("location.pathname === '/order' && window.samtycke && samtycke.has('analytics')");
    visit.settle();
    assert_eq!(orders(&visit), 1);
    visit.find("#withdraw").click();
    std::thread::sleep(std::time::Duration::from_secs(2));
    assert_eq!(orders(&visit), 1);
    assert_eq!(visit.choice().how, "none");
    visit.go("/page");
    visit.ready();
    assert_eq!(visit.eval("samtycke.has('analytics')"), false);
}

/// A withdrawal in another tab does not take away what is typed in this one.
pub fn a_withdrawal_elsewhere_keeps_what_is_typed(browser: Browser) {
    let visit = Visit::new(browser);
    visit.go_to_page(&page(TAG, "<label>Name <input id=\"name\"></label>"));
    visit.accept();
    visit.settle();
    visit.find("#name").click();
    visit.press(&['A', 'd', 'a']);
    visit.run("window.isOld = true");
    let first = visit.window();
    visit.new_tab();
    visit.go("/help");
    visit.reloading(|| visit.run("setTimeout(() => samtycke.withdraw())"));
    visit.switch_to(&first);
    visit.wait("!samtycke.has('analytics')");
    std::thread::sleep(std::time::Duration::from_secs(2));
    assert_eq!(
        visit.eval("[window.isOld, document.querySelector('#name').value]"),
        serde_json::json!([true, "Ada"])
    );
}

/// A grant leaves the focus where it is, in a gated form too.
pub fn a_grant_leaves_the_focus(browser: Browser) {
    let visit = Visit::new(browser);
    let form = "<form data-samtycke=\"analytics\" data-samtycke-action=\"/order\"><input id=\"name\"></form>";
    visit.go_to_page(&page(TAG, form));
    visit.banner();
    visit.find("#name").click();
    visit.run("samtycke.accept('analytics')");
    visit.wait("document.querySelector('form').hasAttribute('action')");
    assert_eq!(visit.eval("document.activeElement.id"), "name");
}

/// A form that waits is not sent, also before the part has come that says why, and not by code of the page.
pub fn a_form_that_waits_is_not_sent(browser: Browser) {
    let visit = Visit::new(browser);
    visit.site.replace("/samtycke.embeds.js", "text/plain", 404, "");
    let form = "<form data-samtycke=\"analytics\" data-samtycke-action=\"/order\"><input name=\"secret\" value=\"typed\"><input name=\"closest\"><button id=\"send\">Send</button></form>
        <script>document.querySelector('form').addEventListener('submit', () => window.sent = true)</script>";
    visit.go_to_page(&page(TAG, form));
    visit.banner();
    visit.find("#send").click();
    visit.settle();
    assert_eq!(visit.eval("[location.search, window.sent ?? null]"), serde_json::json!(["", null]));
    assert!(visit.site.first_party_calls().iter().all(|call| !call.path.contains("typed")));
    visit.run("samtycke.accept('analytics')");
    visit.wait("document.querySelector('form').hasAttribute('action')");
    visit.find("#send").click();
    visit.wait("location.pathname == '/order'");
}

/// A button that closes the page's own dialog sends nothing, also where the form waits.
pub fn a_dialog_of_a_form_that_waits_can_be_closed(browser: Browser) {
    let visit = Visit::new(browser);
    let dialog = "<dialog id=\"box\"><form data-samtycke=\"functional\" data-samtycke-action=\"/sent\"><input name=\"matches\">
        <button id=\"close\" formmethod=\"dialog\">Cancel</button><button id=\"send\">Send</button></form></dialog><iframe id=\"after\" data-samtycke=\"analytics\" data-samtycke-srcdoc=\"x\"></iframe>";
    visit.go_to_page(&page(TAG, dialog));
    visit.banner();
    visit.run("box.show(); send.click()");
    visit.settle();
    assert_eq!(visit.eval("[box.open, location.pathname]"), serde_json::json!([true, "/page"]));
    visit.run("document.querySelector('#close').click()");
    visit.wait("!box.open");
    // A field may be called as what we ask elements for.
    visit.run("samtycke.accept()");
    visit.wait("after.hasAttribute('srcdoc')");
}
