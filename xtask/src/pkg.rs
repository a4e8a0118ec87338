//! `pkg/`: what is shipped.

use std::fs::{self, File};
use std::path::Path;

use samtycke_config::schema;

use crate::project::Project;
use crate::run::{copy, read, write};
use crate::{manifest, module, scripts, texts, types};

/// Where the modules come from.
#[derive(Clone, Copy, PartialEq)]
pub enum Modules {
    /// They are built.
    Build,
    /// Those of the last build are taken.
    Keep,
}

/// Beside the scripts.
const COPIES: [&str; 4] = ["README.md", "LICENSE", "LICENSE-APACHE", "LICENSE-MIT"];

/// Builds all of it.
///
/// # Errors
/// What a tool finds wrong.
pub fn pkg(modules: Modules) -> Result<(), String> {
    let project = Project::find()?;
    let _only_one = alone(&project)?;
    fs::create_dir_all(&project.parts).map_err(|error| error.to_string())?;
    if modules == Modules::Build {
        say("the module, with wasm-pack");
        module::core(&project)?;
        say("the check, with wasm-pack");
        module::dev(&project)?;
        say("the program, with wasm-pack");
        module::cli(&project)?;
    }
    // Put together elsewhere, so that a server of pkg/ never finds half of it.
    let folder = project.target.join("pkg");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
    say("the scripts");
    let languages = texts::languages(&project)?;
    scripts::build(&project, &languages, &folder)?;
    write(&folder.join("samtycke.d.ts"), types::all())?;
    write(&folder.join(manifest::CLASSIC_TYPES), types::CLASSIC)?;
    write(&folder.join(manifest::INTEGRITY), scripts::integrity(&folder)?)?;
    write(&folder.join(manifest::SCHEMA), format!("{:#}\n", schema::json_schema()))?;
    adapters(&project, &folder)?;
    program(&project, &folder)?;
    for file in COPIES {
        copy(&project.root.join(file), &folder.join(file))?;
    }
    let tags: Vec<&str> = languages.iter().map(|language| language.tag.as_str()).collect();
    let packed = read(&project.target.join("core/package.json"))?;
    write(&folder.join("package.json"), manifest::complete(&packed, &tags)?)?;
    manifest::check(&folder, &project.version)?;
    replace(&folder, &project.root.join("pkg"))
}

/// The entries for frameworks, copied unchanged: a site's own bundler minifies them.
fn adapters(project: &Project, folder: &Path) -> Result<(), String> {
    let scripts = manifest::ADAPTERS.iter();
    let files = scripts.flat_map(|(name, _)| [format!("{name}.js"), format!("{name}.d.ts")]);
    for file in files.chain(manifest::ADAPTER_PARTS.map(String::from)) {
        copy(&project.root.join("src/adapters").join(&file), &folder.join(&file))?;
    }
    Ok(())
}

/// The program, `npx samtycke`, and the Vite plugin, which runs it.
fn program(project: &Project, folder: &Path) -> Result<(), String> {
    let to = folder.join(manifest::PROGRAM);
    fs::create_dir_all(&to).map_err(|error| error.to_string())?;
    for file in manifest::PROGRAM_SOURCES {
        copy(&project.root.join("src/program").join(file), &to.join(file))?;
    }
    for file in manifest::PROGRAM_MODULE {
        copy(&project.target.join(module::PROGRAM).join(file), &to.join(file))?;
    }
    for file in manifest::VITE {
        copy(&project.root.join("src/program").join(file), &folder.join(file))?;
    }
    Ok(())
}

/// Waits for another build to end, which would use the same folders.
fn alone(project: &Project) -> Result<File, String> {
    let wrong = |error| format!("{} cannot be locked: {error}.", project.target.display());
    fs::create_dir_all(&project.target).map_err(wrong)?;
    let lock = File::create(project.target.join("pkg.lock")).map_err(wrong)?;
    lock.lock().map_err(wrong)?;
    Ok(lock)
}

fn replace(folder: &Path, place: &Path) -> Result<(), String> {
    let _ = fs::remove_dir_all(place);
    fs::rename(folder, place).map_err(|error| format!("pkg/ cannot be put in place: {error}."))
}

fn say(what: &str) {
    eprintln!("pkg: {what}");
}
