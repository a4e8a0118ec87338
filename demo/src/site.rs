//! The site's own server, and what a test may change about it.

use std::collections::HashMap;
use std::fs;
use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use samtycke_config::normal::form;
use samtycke_config::{Page, read};
use serde_json::{Value, json};
use tokio::sync::watch;

use crate::addresses::swap;
use crate::built::Builds;
use crate::calls::{Call, Fault, Log, Vendor, lock};
use crate::policy::{Policy, with_nonce};
use crate::server::{answer, listen, serve};
use crate::{files, first, layout, looks, section, third_party, view};

const CONFIG: &str = "/samtycke.json";
const JSON: &str = "application/json";

/// How to start a [`Site`].
#[derive(Clone, Debug)]
pub struct Options {
    /// The port of the site's server; 0 for any that is free.
    pub port: u16,
    /// Whether the real third parties are named, instead of stand-ins.
    pub real: bool,
    /// The folder that holds `www/` and `pkg/`.
    pub root: PathBuf,
    /// The policies that its pages come under.
    pub policy: Policy,
    /// Whether the script is built for the site; else it fetches the declaration.
    pub is_built: bool,
}

/// The site and the stand-ins of its third parties. They stop when it is dropped.
#[derive(Debug)]
pub struct Site {
    address: SocketAddr,
    pages: Arc<Pages>,
    /// Its end is what stops the servers.
    _stop: watch::Sender<()>,
}

impl Site {
    /// Starts all servers; they listen once this returns.
    pub async fn start(options: Options) -> io::Result<Site> {
        let (sender, stop) = watch::channel(());
        let log = Arc::new(Log::default());
        let listener = listen(1, options.port).await?;
        let address = listener.local_addr()?;
        let stand_ins = match options.real {
            true => Vec::new(),
            false => third_party::start(&log, &stop).await?,
        };
        let pages = Arc::new(Pages {
            root: options.root,
            policy: options.policy,
            builds: options.is_built.then(Builds::default),
            stand_ins,
            log: log.clone(),
            replaced: Mutex::default(),
            first: Mutex::default(),
        });
        let served = pages.clone();
        serve(listener, Vendor::Site, log, stop, move |request| served.answer(request));
        Ok(Site { address, pages, _stop: sender })
    }

    /// The address of a path under the site's name, `http://www.billogram.localhost:…`.
    pub fn url(&self, path: &str) -> String {
        format!("http://www.billogram.localhost:{}{path}", self.address.port())
    }

    /// The address of a path under the bare loopback address, `http://127.0.0.1:…`.
    pub fn loopback_url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// What its pages come under.
    pub fn policy(&self) -> Policy {
        self.pages.policy
    }

    /// Where the stand-ins listen; none when the third parties are the real ones.
    pub fn stand_ins(&self) -> &[(Vendor, SocketAddr)] {
        &self.pages.stand_ins
    }

    /// Every request that reached a stand-in, oldest first.
    pub fn calls(&self) -> Vec<Call> {
        self.pages.log.calls(true)
    }

    /// Every request that reached the site's own server, oldest first, less the panel's.
    pub fn first_party_calls(&self) -> Vec<Call> {
        self.pages.log.calls(false)
    }

    /// Forgets all requests, those to the site's own server too.
    pub fn clear_calls(&self) {
        self.pages.log.clear();
    }

    /// Sets what the site's server answers at a path, which need not have been there.
    pub fn replace(&self, path: &str, content_type: &str, status: u16, body: impl Into<Vec<u8>>) {
        let (content_type, body) = (content_type.into(), body.into());
        let replaced = Replaced { content_type, status, body, kept: false };
        lock(&self.pages.replaced).insert(path.into(), replaced);
    }

    /// Makes its server take requests for a path, log them, and not answer before they are released.
    pub fn hold(&self, path: &str) {
        self.pages.log.hold(path);
    }

    /// Answers what was held.
    pub fn release(&self, path: &str) {
        self.pages.log.release(path);
    }

    /// Runs a script before all else in every page from now on.
    pub fn run_first(&self, script: &str) {
        *lock(&self.pages.first) = script.into();
    }

    /// The same for a page that browsers may keep whole while the visitor is at the next one.
    pub fn replace_kept(&self, path: &str, html: impl Into<Vec<u8>>) {
        self.replace(path, "text/html; charset=utf-8", 200, html);
        if let Some(replaced) = lock(&self.pages.replaced).get_mut(path) {
            replaced.kept = true;
        }
    }

    /// A file of Samtycke that this site would serve if [`Site::replace`] had put nothing in its place. Empty if the file does
    /// not exist.
    pub fn own(&self, path: &str) -> Vec<u8> {
        self.pages.own(path)
    }

    /// The configuration as it is served, with the stand-ins' addresses; null where it is no JSON.
    pub fn config(&self) -> Value {
        serde_json::from_slice(&self.pages.config(None)).unwrap_or_default()
    }

    /// Serves a changed configuration from now on.
    pub fn edit_config(&self, change: impl FnOnce(&mut Value)) {
        let mut config = self.config();
        change(&mut config);
        self.replace(CONFIG, JSON, 200, config.to_string());
    }

    /// Makes a server take requests, log them, and never answer.
    pub fn hang(&self, vendor: Vendor) {
        self.pages.log.set_fault(vendor, Some(Fault::Hang));
    }

    /// Makes a server answer 500 to everything.
    pub fn fail(&self, vendor: Vendor) {
        self.pages.log.set_fault(vendor, Some(Fault::Fail));
    }

    /// Makes a server answer as usual again.
    pub fn mend(&self, vendor: Vendor) {
        self.pages.log.set_fault(vendor, None);
    }
}

/// A declaration without presets, as `samtycke presets expand` prints it: stand-ins take the places of the
/// addresses in it, and a page can be under it that no build has made. What is no declaration stays.
fn expanded(text: &str) -> String {
    let mut latest = lock(&EXPANDED);
    if let Some((_, form)) = latest.as_ref().filter(|(of, _)| of == text) {
        return form.clone();
    }
    let page = Page { origin: "https://", host: "", secure: true };
    let declaration = read(text, &page).declaration;
    let form = declaration.map_or_else(|| text.into(), |one| form(&one).to_string());
    *latest = Some((text.into(), form.clone()));
    form
}

/// The declaration that was expanded last, and what became of it: each file of a page asks for it.
static EXPANDED: Mutex<Option<(String, String)>> = Mutex::new(None);

/// What the site's server answers from.
#[derive(Debug)]
struct Pages {
    root: PathBuf,
    policy: Policy,
    /// The builds of the site's script, if it has one of its own.
    builds: Option<Builds>,
    stand_ins: Vec<(Vendor, SocketAddr)>,
    log: Arc<Log>,
    replaced: Mutex<HashMap<String, Replaced>>,
    /// What runs before all else in a page.
    first: Mutex<String>,
}

#[derive(Clone, Debug)]
struct Replaced {
    content_type: String,
    status: u16,
    body: Vec<u8>,
    kept: bool,
}

impl Pages {
    fn answer(&self, request: &Parts) -> Response {
        let path = request.uri.path();
        if let Some(Replaced { content_type, status, body, kept }) = self.replaced(path) {
            let mut answer = self.page(status, &content_type, body);
            if kept {
                answer.headers_mut().remove(header::CACHE_CONTROL);
            }
            return answer;
        }
        if let Some(built) = self.built(path, view::named(&request.uri)) {
            return built;
        }
        let query = request.uri.query().unwrap_or("");
        if path == looks::PAGE
            && let Some(again) = looks::forget(query)
        {
            return again;
        }
        match path {
            "/log.json" => answer(200, JSON, self.log(view::named(&request.uri)).to_string()),
            "/favicon.ico" => StatusCode::NO_CONTENT.into_response(),
            _ => self.file(path, query, view::named(&request.uri)),
        }
    }

    /// The script of a site that has its own, or a later part of it.
    fn built(&self, path: &str, view: Option<u64>) -> Option<Response> {
        let builds = self.builds.as_ref().filter(|_| path.starts_with("/samtycke."))?;
        let kind = if path.ends_with(".js") { "text/javascript; charset=utf-8" } else { JSON };
        match builds.file(&self.root, &self.config(view), path) {
            Ok(file) => file.map(|bytes| answer(200, kind, bytes)),
            Err(problems) => Some(answer(500, "text/plain; charset=utf-8", problems)),
        }
    }

    fn own(&self, path: &str) -> Vec<u8> {
        let builds = self.builds.as_ref();
        let built = builds.and_then(|one| one.file(&self.root, &self.config(None), path).ok()?);
        let read = || files::find(&self.root, path).and_then(|(file, _)| fs::read(file).ok());
        built.or_else(read).unwrap_or_default()
    }

    fn with_first(&self, content_type: &str, body: Vec<u8>) -> Vec<u8> {
        let script = lock(&self.first);
        match content_type.starts_with("text/html") && !script.is_empty() {
            true => first::insert(body, &script),
            false => body,
        }
    }

    fn replaced(&self, path: &str) -> Option<Replaced> {
        lock(&self.replaced).get(path).cloned()
    }

    fn file(&self, path: &str, query: &str, view: Option<u64>) -> Response {
        let found = files::find(&self.root, path);
        let read = found.and_then(|(file, kind)| Some((fs::read(&file).ok()?, file, kind)));
        let Some((bytes, file, kind)) = read else {
            let hint = match path.starts_with("/pkg/") || path.starts_with("/samtycke.") {
                true => " The library has not been built; run `make pkg`.",
                false => "",
            };
            return answer(404, "text/plain; charset=utf-8", format!("Nothing at {path}.{hint}\n"));
        };
        let is_own = file.starts_with(self.root.join("www"));
        match String::from_utf8(bytes) {
            Ok(text) if is_own && kind.starts_with("text/html") => {
                let view = view::next();
                let whole = layout::whole(path, &text, view);
                let whole = if path == looks::PAGE { looks::fill(&whole, query) } else { whole };
                let whole = swap(&whole, &self.stand_ins, Some(view));
                match section::fill(&whole, &self.config(Some(view)), layout::language(path)) {
                    Ok(whole) => self.page(200, kind, whole.into()),
                    Err(problems) => answer(500, "text/plain; charset=utf-8", problems),
                }
            }
            Ok(text) if is_own && path == looks::DECLARATION => {
                let chosen = looks::declaration(&text, query);
                answer(200, kind, swap(&expanded(&chosen), &self.stand_ins, view))
            }
            Ok(text) if is_own && kind == JSON => {
                answer(200, kind, swap(&expanded(&text), &self.stand_ins, view))
            }
            Ok(text) => answer(200, kind, text),
            Err(not_text) => answer(200, kind, not_text.into_bytes()),
        }
    }

    /// An answer; a page comes under the site's policy.
    fn page(&self, status: u16, kind: &str, mut body: Vec<u8>) -> Response {
        let mut headers = HeaderMap::new();
        body = self.with_first(kind, body);
        if kind.starts_with("text/html")
            && let Some(nonce) = self.policy.apply(&mut headers, &self.stand_ins)
        {
            body = with_nonce(&body, &nonce);
        }
        let mut response = answer(status, kind, body);
        response.headers_mut().extend(headers);
        response
    }

    /// The declaration, with the stand-ins' addresses as a view of a page has them.
    fn config(&self, view: Option<u64>) -> Vec<u8> {
        if let Some(replaced) = self.replaced(CONFIG) {
            return replaced.body;
        }
        let text = fs::read_to_string(self.root.join("www").join("samtycke.json"));
        swap(&expanded(&text.unwrap_or_default()), &self.stand_ins, view).into_bytes()
    }

    /// What the panel of a view shows.
    fn log(&self, view: Option<u64>) -> Value {
        let calls = view.map(|view| self.log.calls_of(view)).unwrap_or_default();
        let calls: Vec<Value> = calls.iter().map(Call::json).collect();
        json!({ "standIns": !self.stand_ins.is_empty(), "calls": calls })
    }
}
