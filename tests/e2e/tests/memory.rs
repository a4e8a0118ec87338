//! Elements that left the page can be collected. Chromium alone has a command that collects garbage.

use samtycke_e2e::{Browser, TAG, Visit, page};

/// Adds and removes gated frames and scripts, some of them granted.
const CHURN: &str = "{
    const box = document.createElement('div');
    document.body.append(box);
    window.done = 0;
    const round = () => {
        for (let count = 0; count < 100; count++) {
            // Frames take long to make, so there are fewer of them.
            const frame = count % 50 ? 'video' : 'iframe';
            for (const [name, gate] of [[frame, 'analytics'], ['img', 'marketing']]) {
                const one = document.createElement(name);
                one.dataset.samtycke = gate;
                one.dataset.samtyckeSrc = '/favicon.ico';
                one.dataset.samtyckeSrcset = '/favicon.ico';
                box.append(one);
            }
        }
        setTimeout(() => { box.replaceChildren(); if (++done < 10) setTimeout(round) });
    };
    round();
}";

pub fn thousands_of_gated_elements_are_collected(browser: Browser) {
    for granted in ["", "marketing"] {
        let visit = Visit::new(browser);
        if !granted.is_empty() {
            visit.store_choice("some", granted, 60);
        }
        visit.go_to_page(&page(TAG, ""));
        visit.settle();
        let before = visit.count_nodes();
        visit.run(CHURN);
        // A busy machine takes its time.
        while visit.eval("done < 10") == true {
            std::thread::sleep(std::time::Duration::from_millis(200));
        }
        visit.settle();
        let after = visit.count_nodes();
        assert!(after < before + 500, "{before} nodes before, {after} after");
    }
}
