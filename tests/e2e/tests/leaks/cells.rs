//! The cells of the matrix: which gated thing comes which way, at which moment, behind which gate.

use std::collections::{BTreeMap, BTreeSet};
use std::thread;
use std::time::{Duration, Instant};

use samtycke_e2e::{Browser, Policy, TAG, Visit, page};
use serde_json::json;

use super::forms::{FORMS, is_code, is_frame};

/// The gates that go every way: one that is granted, one that is not.
const MAIN: [&str; 2] = ["analytics", "marketing"];

/// All gates.
const GATES: [&str; 9] = [
    "analytics",
    "marketing",
    "one",
    "two",
    "analytics one",
    "analytics two",
    "necessary",
    "nobody",
    "",
];

/// All ways by script, as in `ways.js`, in parts: a page with all of them would have hundreds of frames, and
/// each makes those that follow slower.
pub const PARTS: [&[&str]; 3] = [
    &["appendChild"],
    &["insertAdjacentHTML", "innerHTML", "cloned", "template", "fragment", "nested"],
    &["moved", "original", "besideIt", "takenAndBack", "away", "madeLater"],
];

/// Four of them: for the strict policy, and for a page that a script writes again.
pub const SOME_WAYS: [&str; 4] = ["appendChild", "innerHTML", "takenAndBack", "madeLater"];

/// Fewer, for stories in which the moment is what matters.
pub const FEW_WAYS: [&str; 2] = ["appendChild", "takenAndBack"];

/// Where nothing comes to life, as in `ways.js`.
const DEAD: [&str; 6] = ["inert", "srcdoc", "shadow", "detached", "parser", "removed"];

/// The ways that make elements of text, which Trusted Types leave no script of the page.
const OF_TEXT: [&str; 7] =
    ["insertAdjacentHTML", "innerHTML", "template", "fragment", "srcdoc", "parser", "written"];

/// What the strict policy refuses after a yes, too: styles of others.
const REFUSED: &str = "stylesheet.css";

/// How long to wait for what should come, while nothing does.
const DEADLINE: Duration = Duration::from_secs(10);

/// Yes to the first service and its category.
pub const YES: &str = "samtycke.accept(['analytics'])";

/// All cells so far, by the path at the third party, with how often it should have been asked for.
pub struct Matrix<'a> {
    visit: &'a Visit,
    /// Whether its pages come under the strict policy.
    strict: bool,
    ways: Vec<&'static str>,
    /// Whether its pages have what comes by no way by script: what is parsed, written, or stays dead.
    has_markup: bool,
    /// Whether frames, which are slow to make, go behind all gates one way at one moment.
    is_whole: bool,
    /// Whether browsers may keep the pages whole in their history.
    pub kept: bool,
    wanted: BTreeMap<String, usize>,
}

impl<'a> Matrix<'a> {
    /// Sets the site up: the configuration, what the pages share, a page without anything.
    pub fn new(visit: &'a Visit, ways: &'static [&'static str], reload: bool) -> Matrix<'a> {
        let strict = visit.site.policy() == Policy::Strict;
        let mut matrix = Matrix {
            visit,
            strict,
            ways: Vec::new(),
            has_markup: true,
            is_whole: false,
            kept: false,
            wanted: BTreeMap::new(),
        };
        let service = |id: &str, category: &str| {
            // An image that another page of the renderer holds would not be asked for again.
            let inline = format!(
                "fetch('{}/cell/services/{id}/inline', {{mode: 'no-cors', cache: 'no-store'}})",
                matrix.third()
            );
            json!({
                "id": id, "category": category, "name": id, "provider": id,
                "scripts": [{"src": format!("{}/cell/services/{id}/src.js", matrix.third())}, {"inline": inline}]
            })
        };
        let services = [service("one", "analytics"), service("two", "marketing")];
        visit.site.edit_config(|config| {
            config["ui"] = json!({"reload": reload});
            config["services"] = json!(services);
        });
        // Frames that nobody sees load as others do, and are faster.
        visit.site.replace("/frames.css", "text/css", 200, "iframe { display: none }");
        visit.site.replace_kept("/nothing", page("", ""));
        visit.site.replace_kept("/decide", page(TAG, ""));
        matrix.take(ways);
        matrix
    }

    /// Begins a part of all that can be: from now on pages have these ways alone.
    pub fn begin_part(&mut self, part: usize, ways: &'static [&'static str]) {
        self.is_whole = true;
        self.has_markup = part == 0;
        self.take(ways);
    }

    fn take(&mut self, ways: &[&'static str]) {
        self.ways = self.possible(ways);
        let gates = FORMS.map(|(form, _)| (form, self.gates("after", "appendChild", form)));
        let table = json!({
            "third": self.third(), "forms": FORMS.map(|(name, _)| name), "main": MAIN,
            "gates": BTreeMap::from(gates), "ways": self.ways, "dead": self.dead(),
        });
        let ways = format!("const table = {table}\n{}", include_str!("ways.js"));
        self.visit.site.replace("/ways.js", "text/javascript; charset=utf-8", 200, ways);
    }

    /// Those of the ways that the policy does not rule out.
    fn possible(&self, ways: &[&'static str]) -> Vec<&'static str> {
        let can_be = |way: &&str| !(self.strict && OF_TEXT.contains(way));
        ways.iter().copied().filter(can_be).collect()
    }

    fn dead(&self) -> Vec<&'static str> {
        if self.has_markup { self.possible(&DEAD) } else { Vec::new() }
    }

    /// The gates behind which a thing comes a way.
    fn gates(&self, moment: &str, way: &str, form: &str) -> &'static [&'static str] {
        let is_chosen = self.is_whole && (moment, way) == ("before", "parsed");
        match way {
            "parsed" | "appendChild" if is_chosen || !is_frame(form) => &GATES,
            "parsed" | "appendChild" => &MAIN,
            _ if is_code(form) => &[],
            _ => &MAIN,
        }
    }

    /// The third party's address.
    fn third(&self) -> String {
        format!("http://{}", self.visit.site.stand_ins()[0].1)
    }

    /// Serves a page with things before the tag, and things that are parsed and put in while the
    /// start is under way.
    pub fn serve(&self, path: &str, name: &str) {
        let forms: String = FORMS.iter().map(|(_, html)| *html).collect();
        let mut body = format!(
            "<script>var pageName = '{name}'</script><template id=\"forms\">{forms}</template>
            <script src=\"/ways.js\"></script><iframe name=\"nowhere\"></iframe>"
        );
        for moment in ["before", "while"] {
            for (form, html) in FORMS.iter().filter(|_| self.has_markup) {
                for gate in self.gates(moment, "parsed", form) {
                    let url = self.third() + &cell_path(&[name, moment, "parsed", gate, form]);
                    body += &html.replace("URL", &url).replace("GATE", gate);
                }
            }
            let write = if self.strict || !self.has_markup { "" } else { "write, " };
            body += &format!(
                "<script>for (const put of [{write}insert]) put('{name}', '{moment}')</script>"
            );
            if moment == "before" {
                body += TAG;
            }
        }
        let html = page("<link rel=\"stylesheet\" href=\"/frames.css\">", &body);
        match self.kept {
            true => self.visit.site.replace_kept(path, html),
            false => self.visit.site.replace(path, "text/html; charset=utf-8", 200, html),
        }
    }

    /// Goes to a page of this name, and once it is there, puts everything in by script, too.
    pub fn go(&mut self, name: &str, is_open: bool) {
        let path = format!("/{name}");
        self.serve(&path, name);
        self.expect(name, is_open);
        self.visit.go(&path);
        self.insert(name, "after", is_open);
    }

    /// The cells of a page that comes from [`Matrix::serve`].
    pub fn expect(&mut self, name: &str, is_open: bool) {
        for moment in ["before", "while"] {
            if self.has_markup {
                self.add(name, moment, &self.possible(&["parsed", "written"]), is_open);
            }
            self.add_scripted(name, moment, is_open);
        }
        self.declared(is_open);
    }

    /// What the services themselves load, once in each page where they are let in.
    pub fn declared(&mut self, is_open: bool) {
        for (service, times) in [("one", usize::from(is_open)), ("two", 0)] {
            for form in ["src.js", "inline"] {
                *self.wanted.entry(format!("/cell/services/{service}/{form}")).or_default() +=
                    times;
            }
        }
    }

    /// The same in a page that is about to be left, which would send no more: waits for it.
    #[track_caller]
    pub fn arrive(&mut self, is_open: bool) {
        self.declared(is_open);
        let start = Instant::now();
        let is_one = |path: &String| path.starts_with("/cell/services/");
        while self.lacks(is_one) {
            assert!(start.elapsed() < DEADLINE, "not all services have loaded what they declare");
            thread::sleep(Duration::from_millis(50));
        }
    }

    /// Puts everything into the page once more, by script.
    pub fn insert(&mut self, name: &str, moment: &str, is_open: bool) {
        self.visit.ready();
        let same = "JSON.stringify([Object.keys(insertions), Object.keys(dead)])";
        assert_eq!(self.visit.eval(same), json!([PARTS.concat(), DEAD]).to_string());
        self.visit.run(&format!("insert('{name}', '{moment}')"));
        self.add_scripted(name, moment, is_open);
    }

    /// Writes everything in the place of the page, which is there.
    pub fn write_anew(&mut self, name: &str, moment: &str) {
        self.visit.ready();
        self.visit.run(&format!("writeAnew('{name}', '{moment}')"));
        self.add(name, moment, &["written"], false);
    }

    fn add_scripted(&mut self, name: &str, moment: &str, is_open: bool) {
        self.add(name, moment, &self.ways.clone(), is_open);
        self.add(name, moment, &self.dead(), false);
    }

    fn add(&mut self, name: &str, moment: &str, ways: &[&str], is_open: bool) {
        for way in ways {
            for (form, _) in FORMS {
                for gate in self.gates(moment, way, form) {
                    let granted = *gate == "necessary" || (is_open && is_ours(gate));
                    self.wanted.insert(
                        cell_path(&[name, moment, way, gate, form]),
                        (granted && self.lives(way, form)).into(),
                    );
                }
            }
        }
    }

    /// What waits on a page is let in.
    pub fn open(&mut self, name: &str) {
        let mut wanted = std::mem::take(&mut self.wanted);
        for (path, times) in &mut wanted {
            let parts: Vec<&str> = path.split('/').collect();
            if parts[2] == name && is_ours(parts[5]) {
                *times = self.lives(parts[4], parts[6]).into();
            }
        }
        self.wanted = wanted;
        self.declared(true);
    }

    /// Whether a thing that came this way reaches the third party once it is let in.
    fn lives(&self, way: &str, form: &str) -> bool {
        !(DEAD.contains(&way) || is_code(form) || (self.strict && form == REFUSED))
    }

    /// What has been let in so far, once it is all: no more is to come.
    pub fn no_more(&mut self, name: &str) {
        let (mut last, mut start) = (0, Instant::now());
        while start.elapsed() < DEADLINE / 5 {
            let calls = self.visit.site.calls().len();
            if calls > last {
                (last, start) = (calls, Instant::now());
            }
            thread::sleep(Duration::from_millis(50));
        }
        let came = self.counts();
        for (path, times) in &mut self.wanted {
            let parts: Vec<&str> = path.split('/').collect();
            if [name, "services"].contains(&parts[2]) {
                *times = came.get(path).copied().unwrap_or(0);
            }
        }
    }

    /// Uses the page as visitors do, and waits until every cell has been asked for as often as it
    /// should be, and for a while longer.
    #[track_caller]
    pub fn check(&self, state: &str) {
        self.visit.run("back()");
        let (mut last, mut start) = (0, Instant::now());
        while start.elapsed() < DEADLINE && self.lacks(|_| true) {
            let calls = self.visit.site.calls().len();
            if calls > last {
                (last, start) = (calls, Instant::now());
            }
            self.visit.run("use()");
            thread::sleep(Duration::from_millis(50));
        }
        self.visit.run("use(true)");
        self.visit.settle();
        self.compare(state, |wanted, came| wanted == came);
    }

    /// Nothing has been asked for that is not to be.
    #[track_caller]
    pub fn check_shut(&self, state: &str) {
        thread::sleep(Duration::from_millis(300));
        self.compare(state, |wanted, came| wanted > 0 || came == 0);
    }

    #[track_caller]
    fn compare(&self, state: &str, fits: impl Fn(usize, usize) -> bool) {
        let came = self.counts();
        let all: BTreeSet<&String> = self.wanted.keys().chain(came.keys()).collect();
        let mut wrong = Vec::new();
        for path in &all {
            let wanted = self.wanted.get(*path).copied().unwrap_or(0);
            let came = self.count_of(path, &came);
            if !fits(wanted, came) {
                wrong.push(format!("{path}: {came} times, not {wanted}"));
            }
        }
        let some = wrong.iter().take(60).map(String::as_str).collect::<Vec<_>>().join("\n");
        assert!(
            wrong.is_empty(),
            "{state}: {} of {} cells are wrong:\n{some}\n",
            wrong.len(),
            all.len()
        );
    }

    /// How often that was asked for. Of what stands in several pages that WebKit keeps, it asks for a
    /// script once for all, and for the images of inputs and films anew in each that it restores: once is
    /// enough.
    fn count_of(&self, path: &str, came: &BTreeMap<String, usize>) -> usize {
        let [wanted, came] = [&self.wanted, came].map(|all| all.get(path).copied().unwrap_or(0));
        let is_webkit = self.kept && self.visit.browser() == Browser::WebKit;
        let is_image = path.ends_with("/input") || path.ends_with("/poster");
        let is_shared = is_image || path == "/cell/services/one/src.js";
        // Seen once in thousands: Firefox reads the document of a frame twice on a busy machine.
        let is_read_again = self.visit.browser() == Browser::Firefox
            && path.ends_with("/srcdoc")
            && (wanted, came) == (1, 2);
        // Seen once in thousands, too: WebKit asks for the poster of a film twice on a busy machine.
        let is_asked_again = self.visit.browser() == Browser::WebKit
            && path.ends_with("/poster")
            && (wanted, came) == (1, 2);
        let is_enough = is_webkit && is_shared && came > 0 && wanted > 0;
        if is_enough || is_read_again || is_asked_again { wanted } else { came }
    }

    /// How often the third party was asked for what.
    fn counts(&self) -> BTreeMap<String, usize> {
        let mut counts = BTreeMap::new();
        for call in self.visit.site.calls() {
            *counts.entry(call.path).or_default() += 1;
        }
        counts
    }

    /// Whether anything of these is still to come.
    fn lacks(&self, is_one: impl Fn(&String) -> bool) -> bool {
        let came = self.counts();
        let mut ones = self.wanted.iter().filter(|(path, _)| is_one(path));
        ones.any(|(path, wanted)| self.count_of(path, &came) < *wanted)
    }

    /// Says how many cells there were; a matrix that has lost most of them would prove nothing.
    #[track_caller]
    pub fn count(&self, least: usize) {
        let open = self.wanted.values().filter(|times| **times > 0).count();
        println!("{} cells of the leak matrix, {open} of them let in", self.wanted.len());
        // Without the ways that the policy rules out.
        let least = if self.strict { least / 2 } else { least };
        assert!(self.wanted.len() >= least, "{} cells", self.wanted.len());
    }
}

/// Whether a gate is one that [`YES`] opens.
fn is_ours(gate: &str) -> bool {
    ["analytics", "one", "analytics one", "analytics+one"].contains(&gate)
}

/// The path of a cell at the third party. A list of addresses is parted by spaces, so a path has none.
fn cell_path(cell: &[&str]) -> String {
    format!("/cell/{}", cell.join("/").replace(' ', "+"))
}
