//! The command behind `make demo`: serves the site until Ctrl-C.

use std::io::ErrorKind;
use std::path::PathBuf;
use std::process::ExitCode;

use samtycke_demo::{Options, Policy, Site, THIRD_PARTIES, ThirdParties};

const USAGE: &str = "\
Usage: samtycke-demo [--port 8080] [--real] [--strict] [--unbuilt] [--root .]

  --port N    the port of the site
  --real      load the real third parties instead of stand-ins on this machine
  --strict    under a strict Content-Security-Policy, with Trusted Types
  --unbuilt   with the script that fetches the declaration, in place of one built from it
  --root DIR  the folder that holds www/ and pkg/";

#[tokio::main]
async fn main() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("{problem}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<(), String> {
    let Some(options) = options(std::env::args().skip(1))? else {
        println!("{USAGE}");
        return Ok(());
    };
    if !options.root.join("www").is_dir() {
        return Err(format!(
            "{} holds no www/; name the folder with --root DIR.",
            options.root.display()
        ));
    }
    let port = options.port;
    let is_there = options.root.join("pkg").join("samtycke.min.js").is_file();
    let site = Site::start(options).await.map_err(|error| match error.kind() {
        ErrorKind::AddrInUse => format!("Port {port} is taken; choose another with --port N."),
        _ => format!("The servers did not start: {error}."),
    })?;
    introduce(&site, is_there);
    tokio::signal::ctrl_c().await.map_err(|error| error.to_string())
}

fn introduce(site: &Site, is_there: bool) {
    println!("The site:       {}", site.loopback_url("/"));
    println!("or, by name:    {}", site.url("/"));
    if site.stand_ins().is_empty() {
        println!("Third parties:  the real ones");
    }
    for (vendor, address) in site.stand_ins() {
        println!("Stand-in:       http://{address} plays {}", vendor.name());
    }
    if !is_there {
        println!("The library has not been built; run `make pkg`.");
    }
    println!("Ctrl-C stops.");
}

/// What the arguments ask for, or `None` for the usage.
fn options(mut arguments: impl Iterator<Item = String>) -> Result<Option<Options>, String> {
    let real = THIRD_PARTIES == ThirdParties::Real;
    let root = PathBuf::from(".");
    let mut options = Options { port: 8080, real, root, policy: Policy::None, is_built: true };
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().ok_or(format!("{argument} needs a value.\n{USAGE}"));
        match argument.as_str() {
            "--port" => {
                let port = value()?;
                options.port = port.parse().map_err(|_| format!("\"{port}\" is no port."))?;
            }
            "--root" => options.root = value()?.into(),
            "--real" => options.real = true,
            "--unbuilt" => options.is_built = false,
            "--strict" => options.policy = Policy::Strict,
            "--help" => return Ok(None),
            _ => return Err(format!("\"{argument}\" is not known.\n{USAGE}")),
        }
    }
    Ok(Some(options))
}
