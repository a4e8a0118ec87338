//! Gates in pages: what is found, and what is not.

use super::*;

fn found(text: &str) -> Vec<String> {
    let declaration = serde_json::from_str(
        r#"{
            "version": 1,
            "controller": {"name": "A", "policyUrl": "/"},
            "categories": [{"id": "necessary", "required": true}, {"id": "analytics"}, {"id": "video"}],
            "services": [
                {"id": "film", "category": "video", "name": "Film", "embeds": ["https://film.example/*"]},
                {"id": "count", "category": "analytics", "name": "Count", "scripts": [{"src": "https://count.example/c.js?site=1"}]},
                {"id": "own", "category": "necessary", "name": "Own"}
            ]
        }"#,
    );
    let input = Input { name: "a.html".into(), text: text.into() };
    let page = Page { elements: Elements::of(text), input };
    let problems =
        page.problems(&declaration.expect("a declaration"), &samtycke_config::address::ANYWHERE);
    problems.iter().map(|one| format!("{}: {}", one.code.name(), one.message)).collect()
}

#[test]
fn what_waits_has_no_problem() {
    for text in [
        "<script type=\"text/plain\" data-samtycke=\"analytics\">a()</script>",
        "<iframe data-samtycke='analytics video' data-samtycke-src=\"https://a.example\"></iframe>",
        "<SCRIPT TYPE=\"TEXT/PLAIN\" DATA-SAMTYCKE=analytics>a()</SCRIPT>",
        "<p>No gate</p><script src=/own.js></script>",
        "<!-- <script data-samtycke=nothing src=a.js></script> -->",
        "<script>const text = '<img data-samtycke=\"nothing\" src=\"a.png\">'</script>",
        "<textarea><img data-samtycke=nothing></textarea><title><img data-samtycke=nothing></title>",
        "<iframe data-samtycke-src=\"https://film.example/1\"></iframe><img data-samtycke-src='//film.example/1'>",
        "<script type=text/plain data-samtycke=own data-samtycke-src=https://a.example/a.js></script>",
        "<script type=text/plain data-samtycke='own analytics' data-samtycke-src=https://www.googletagmanager.com/gtm.js></script>",
        "<iframe data-samtycke-src=/own/player></iframe><iframe data-samtycke-src=https://FILM.example/1></iframe>",
        "<video data-samtycke=film></video><img src=a.png>",
        "<video data-samtycke=film><source data-samtycke=film data-samtycke-src=a.mp4></video>",
        "<div data-samtycke=film><p><img src=/own.png></div><img src=https://a.example/a.png>",
        "<template><div data-samtycke=film><img src=https://a.example/a.png></div></template>",
        "<script src=https://cdn.example/jquery.js></script><link rel=stylesheet href=//fonts.example/a.css>",
        "<noscript><p>No</p></noscript><a href=https://film.example/1>Film</a>",
        "<template><iframe src=https://film.example/1></iframe></template>",
        "<button data-samtycke-click=settings>Settings</button>",
        "<noscript><img src=https://www.example.com/a.png></noscript><img src=https://www.facebook.com/travel.png>",
        "<script>window.samtyckeConfig = { services: [{ scripts: [{ src: 'https://www.googletagmanager.com/gtm.js' }] }] }; document.createElement('a')</script>",
        "<script type=application/ld+json>{\"sameAs\": \"https://connect.facebook.net/createElement\"}</script>",
        "<script>const site = 'https://www.youtube.com/@a'; document.createElement('a').href = site</script>",
        "<script type=text/plain data-samtycke=analytics>document.createElement('script').src = 'https://connect.facebook.net/a.js'</script>",
        "<p data-category=news data-name=a data-purpose=b></p><a class=youtube_player></a><img data-name=a src=/a.png>",
        "<script type=text/plain data-samtycke=analytics data-category=analytics>a()</script>",
        "",
        "<",
    ] {
        assert_eq!(found(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn what_does_not_wait_is_named() {
    for (text, words) in [
        ("<IMG DATA-SAMTYCKE=video SRC=a.png>", &["live-address: `src`"][..]),
        ("<img data-samtycke=video data-src=a.png>", &["live-address: `data-src`"]),
        ("<script data-samtycke=analytics>a()</script>", &["type=\"text/plain\""]),
        (
            "<script type=module data-samtycke=analytics data-samtycke-src=a.js></script>",
            &["data-samtycke-type=\"module\""],
        ),
        (
            "<script data-samtycke=analytics src=a.js></script>",
            &["browsers run this", "browsers follow it"],
        ),
        (
            "<script type=text/plain data-samtycke=analytics src=a.js></script>",
            &["nobody loads `src` of a script that waits"],
        ),
        (
            "<script type=text/plan data-samtycke=analytics>a()</script>",
            &["nobody runs a script of the type \"text/plan\""],
        ),
        (
            "<iframe data-samtycke=video data-samtycke-src=http://film.example/1></iframe><img data-samtycke=video data-samtycke-src=http://localhost/1>",
            &["wrong-address: http://film.example/1 is not loaded"],
        ),
        ("<object data-samtycke=video data=a.swf></object>", &["`data-samtycke-data`"]),
        ("<i data-samtycke='anlytics vdieo'></i>", &["mean \"analytics\"", "mean \"video\""]),
        ("<i data-samtycke=chat></i>", &["expected \"necessary\", \"analytics\", \"video\""]),
        (
            "<iframe data-samtycke-src=https://other.example/1></iframe>",
            &["unknown-gate: no `embeds` of a service has the address https://other.example/1"],
        ),
        (
            "<script type=text/plain data-samtycke-src=https://film.example/a.js></script>",
            &["unknown-gate: no script is known by its address alone"],
        ),
        (
            "<script type=text/plain data-samtycke='necessary own' data-samtycke-src=https://www.googletagmanager.com/gtm.js></script>",
            &["tracker-required: Google Tag Manager"],
        ),
        (
            "<iframe data-samtycke=own data-samtycke-src=https://www.youtube.com/embed/1></iframe>",
            &["tracker-required: YouTube"],
        ),
        (
            "<video data-samtycke=film><source src=a.mp4><track src=a.vtt></video>",
            &["live address within the video", "live address within the video"],
        ),
        (
            "<picture data-samtycke=film><source srcset='a.png 2x'><img alt=a></picture>",
            &["`srcset` is a live address within the picture"],
        ),
        (
            "<div data-samtycke=film><div></div><iframe src=https://film.example/1></iframe></div>",
            &["live address within the div"],
        ),
        ("<i data-samtycke></i>", &["names no category"]),
        (
            "<iframe src=https://film.example/1></iframe><script async src='https://count.example/c.js?v=2'></script>",
            &["live-address: nothing gates this iframe", "it is of the service \"count\""],
        ),
        (
            "<script src=https://www.googletagmanager.com/gtag/js?id=G-1></script><iframe src=//www.youtube.com/embed/1></iframe>",
            &["Google tag (known by the address", "nothing gates this iframe"],
        ),
        (
            "<iframe src='https://www.googletagmanager.com/ns.html?id=GTM-A'></iframe>",
            &["nothing gates this iframe"],
        ),
        (
            "<NOSCRIPT><iframe src='https://www.googletagmanager.com/ns.html?id=GTM-A'></iframe></NOSCRIPT><script src=https://bat.bing.com/a.js></script>",
            &["browsers without scripts follow `src` of this iframe", "nothing gates this script"],
        ),
        (
            "<noscript><img height=1 src=\"https://www.facebook.com/tr?id=1&ev=PageView&noscript=1\"></noscript>",
            &["it follows visitors for advertising; take it out"],
        ),
        (
            "<script>(function(w,d,s,l,i){w[l]=w[l]||[];var f=d.getElementsByTagName(s)[0],j=d.createElement(s);j.src='https://www.googletagmanager.com/gtm.js?id='+i;f.parentNode.insertBefore(j,f);})(window,document,'script','dataLayer','GTM-A');</script>",
            &[
                "nothing gates this script, and browsers run its code before anybody has said yes: Google Tag Manager",
            ],
        ),
        (
            "<script type=text/javascript>!function(f,b,e,v){t=b.createElement(e);t.src=v}(window,document,'script','https://connect.facebook.net/en_US/fbevents.js');fbq('init','1')</script>",
            &["live-address: nothing gates this script"],
        ),
        (
            "<script type=text/plain data-category=analytics data-service=ga>a()</script>",
            &["`data-category` is of vanilla-cookieconsent"],
        ),
        (
            "<script type=text/plain data-type=application/javascript data-name=matomo data-src=a.js></script><iframe data-name=youtube data-src=https://a.example></iframe>",
            &["write data-samtycke=\"matomo\" and `data-samtycke-src`", "`data-name` is of Klaro"],
        ),
        ("<template data-purpose=film><iframe src=a></iframe></template>", &["Orejime"]),
        ("<button data-cc=show-preferencesModal></button>", &["data-samtycke-click=\"settings\""]),
        ("<div class='wide youtube_player' videoID=1></div>", &["tarteaucitron"]),
        ("<a data-samtycke-click=setings>Settings</a>", &["mean \"settings\""]),
    ] {
        let all = found(text);
        assert_eq!(all.len(), words.len(), "{text}: {all:?}");
        for (one, word) in all.iter().zip(words) {
            assert!(one.contains(word), "{text}: {one}");
        }
    }
}

#[test]
fn the_page_layer_follows_the_same_addresses() {
    let gate = include_str!("../../../src/page/gate.ts");
    let list = format!("ADDRESSES = \"{}\"", ADDRESSES.join(" "));
    assert!(gate.contains(&list), "{list}");
    for name in ADDRESSES {
        let text = format!("<a data-samtycke=analytics {name}=https://a.example></a>");
        assert_eq!(found(&text).len(), 1, "{text}");
    }
}
