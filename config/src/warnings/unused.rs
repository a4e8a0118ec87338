//! What a declaration says for nothing: another entry comes first, or nothing ever asks for it.

use super::Warnings;
use crate::code::Code;
use crate::declaration::{Declaration, Service};
use crate::language::is_read;

pub(super) fn look(declaration: &Declaration, warnings: &mut Warnings) {
    texts(declaration, warnings);
    embeds(declaration, warnings);
    rewrites(declaration, warnings);
}

/// Words in a language that the site does not name.
fn texts(declaration: &Declaration, warnings: &mut Warnings) {
    if declaration.languages.is_empty() {
        return;
    }
    for tag in declaration.texts.keys() {
        if !declaration.languages.iter().any(|language| is_read(language, tag)) {
            warnings.add(
                Code::UnusedEntry,
                format!("texts.{tag}"),
                format!("`languages` leaves \"{tag}\" out, so a built site has none of these words; name it there, or remove them"),
            );
        }
    }
}

/// Addresses of embeds that two services have: the first one gets them. Two accounts of one vendor cannot be told apart by them.
fn embeds(declaration: &Declaration, warnings: &mut Warnings) {
    let all = declaration.services.iter().enumerate();
    let all = all.flat_map(|(index, service)| {
        let embeds = service.embeds.iter().enumerate();
        embeds.map(move |(number, embed)| (index, number, embed, service))
    });
    let all: Vec<_> = all.collect();
    for (at, (index, number, embed, service)) in all.iter().enumerate() {
        let is_another = |first: &Service| {
            first.id != service.id
                && (first.provider.is_none() || first.provider != service.provider)
        };
        let before = all[..at].iter().find(|(_, _, other, _)| other == embed);
        if let Some((_, _, _, first)) = before.filter(|(_, _, _, first)| is_another(first)) {
            warnings.add(
                Code::UnusedEntry,
                format!("services[{index}].embeds[{number}]"),
                format!("\"{}\" has this pattern too and comes first, so its embeds wait for that service", &*first.id),
            );
        }
    }
}

/// Rewrites of addresses that no embed of their service has.
fn rewrites(declaration: &Declaration, warnings: &mut Warnings) {
    for (index, service) in declaration.services.iter().enumerate() {
        for from in service.rewrites.keys() {
            let is_of =
                |embed: &str| start(embed).starts_with(from) || from.starts_with(start(embed));
            if !service.embeds.iter().any(|embed| is_of(embed)) {
                warnings.add(
                    Code::UnusedEntry,
                    format!("services[{index}].rewrites"),
                    format!("no pattern in `embeds` of this service begins with {from}, so nothing is rewritten; add the pattern, or remove this"),
                );
            }
        }
    }
}

/// A pattern up to its first star.
fn start(embed: &str) -> &str {
    embed.split('*').next().unwrap_or(embed)
}
