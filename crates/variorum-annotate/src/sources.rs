//! Whom a report says it relies on, with the smallest words that say so.
//!
//! Counted: media and agencies that are said to report, to be told, or to carry; documents and occasions that words
//! come from; bodies and unnamed or introduced people who speak. Not counted: a person the story is about, speaking.

use crate::attribute::{span_of, whole_source};
use crate::chain::Chains;
use crate::document::{Document, Item, Sentence};
use crate::draft::Draft;
use crate::entities::Entities;
use crate::lexicon::{Models, bare};
use crate::reporting::{CueKind, Reporting, reportings};
use crate::speaker::{SpeakerKind, is_medium};
use std::collections::BTreeSet;
use variorum_model::{BlockRole, DeclaredSource, LinkRole, Report, SourceRole, Span};

/// The declared sources, in order of their evidence; each name once per sentence.
pub(crate) fn sources(document: &Document, report: &Report, entities: &Entities, models: &Models, drafts: &[Draft]) -> Vec<DeclaredSource> {
    let chains = Chains { models, entities, text: document.text };
    let mut out = from_furniture(report, models);
    for paragraph in document.paragraphs.iter().filter(|p| !p.is_title()) {
        for sentence in &paragraph.sentences {
            let found = reportings(sentence, models);
            let mut here = Vec::new();
            from_links(sentence, chains, models, &mut here);
            from_reportings(sentence, &found, document, models, drafts, &mut here);
            if let Some(link) = whole_source(sentence, chains) {
                here.push(DeclaredSource { role: role_of_medium(models, &link.name), relies_on: link.name, evidence: vec![sentence.span.trim(document.text)] });
            }
            out.extend(distinct(here));
        }
    }
    out.sort_by(|a, b| (&a.evidence, &a.relies_on).cmp(&(&b.evidence, &b.relies_on)));
    out
}

/// One entry per name and sentence; the first words win.
fn distinct(found: Vec<DeclaredSource>) -> Vec<DeclaredSource> {
    let mut seen = BTreeSet::new();
    found.into_iter().filter(|source| seen.insert(bare(&source.relies_on))).collect()
}

/// "By Staff, Agencies", "(AP)" in a dateline.
fn from_furniture(report: &Report, models: &Models) -> Vec<DeclaredSource> {
    let lines = report.blocks.iter().filter(|block| matches!(block.role, BlockRole::Byline | BlockRole::Dateline));
    lines
        .flat_map(|block| {
            let words = block.span.of(&report.text);
            words.split([',', '(', ')', '/']).map(str::trim).filter(|part| models.media.agencies.contains(&bare(part.trim_start_matches("By ")))).map(|part| DeclaredSource {
                relies_on: part.trim_start_matches("By ").to_owned(),
                role: SourceRole::Agency,
                evidence: vec![block.span],
            }).collect::<Vec<_>>()
        })
        .collect()
}

/// Media, documents and occasions that the sentence names as the way of somebody's words.
fn from_links(sentence: &Sentence, chains: Chains, models: &Models, out: &mut Vec<DeclaredSource>) {
    let items = &sentence.items;
    for link in chains.links(sentence, &[]) {
        let Some(span) = link.span else { continue };
        let role = match link.role {
            LinkRole::Agency => SourceRole::Agency,
            LinkRole::Document | LinkRole::Carrier => SourceRole::Document,
            LinkRole::Occasion | LinkRole::Venue => SourceRole::Occasion,
            _ => SourceRole::Outlet,
        };
        // the words from the verb or preposition to the link: "told the Nordland Post"
        let first = items.iter().position(|item| item.span.end > span.start).unwrap_or(0);
        let mut start = first;
        while start > 0 && first - start < 3 && items[start - 1].is_word() && !items[start - 1].capital {
            start -= 1;
        }
        let medium_before = items[first.saturating_sub(2)..first].iter().any(|item| models.cues.contains_key(&item.low));
        let evidence = Span::new(items[if medium_before { start.max(first.saturating_sub(2)) } else { start }].span.start, span.end);
        let carrier = carrier_name(&link.name);
        out.push(DeclaredSource { relies_on: link.name.clone(), role, evidence: vec![evidence] });
        if let Some(carrier) = carrier {
            let role = role_of_medium(models, carrier);
            out.push(DeclaredSource { relies_on: carrier.to_owned(), role, evidence: vec![evidence] });
        }
    }
}

/// X of "article published by X".
fn carrier_name(name: &str) -> Option<&str> {
    name.split_once(" published by ").or_else(|| name.split_once(" in ")).map(|(_, carrier)| carrier)
}

fn role_of_medium(models: &Models, name: &str) -> SourceRole {
    if models.media.agencies.contains(&bare(name)) { SourceRole::Agency } else { SourceRole::Outlet }
}

/// Sources of the reporting clauses: media, bodies, unnamed and introduced people.
fn from_reportings(sentence: &Sentence, found: &[Reporting], document: &Document, models: &Models, drafts: &[Draft], out: &mut Vec<DeclaredSource>) {
    let items = &sentence.items;
    for reporting in found.iter().filter(|r| !r.source.is_empty()) {
        let source = span_of(items, &reporting.source);
        let cue = span_of(items, &reporting.cue);
        let draft = drafts.iter().find(|draft| draft.cue.contains(&cue));
        let evidence = source.cover(cue);
        let words = document.of(source);
        let medium = is_medium(models, words) || reporting.source.len() <= 6 && items[reporting.source.clone()].iter().any(|item| item.capital && is_medium(models, document.of(item.span)));
        let cites = reporting.kind == CueKind::Prepositional;
        if !(cites || medium && reporting.clause || draft.is_some()) {
            continue;
        }
        let resolved = draft.and_then(|draft| draft.speaker.as_ref());
        let kind = resolved.map(|resolved| resolved.kind);
        let name = match resolved {
            Some(resolved) if !medium => resolved.speaker.name.clone(),
            _ => words.split_whitespace().collect::<Vec<_>>().join(" "),
        };
        let role = if medium {
            role_of_medium(models, words)
        } else {
            match kind {
                Some(SpeakerKind::Document) => SourceRole::Document,
                Some(SpeakerKind::Medium) => role_of_medium(models, &name),
                _ => SourceRole::Official,
            }
        };
        let person_without_role = kind == Some(SpeakerKind::Person) && !cites && !is_introduced(items, reporting, models);
        if person_without_role || reporting.weak && !medium && !cites {
            continue;
        }
        out.push(DeclaredSource { relies_on: name, role, evidence: vec![evidence] });
    }
}

/// True where the words give the speaker's role: "a spokesman", "Ola Moe, the port's director".
fn is_introduced(items: &[Item], reporting: &Reporting, models: &Models) -> bool {
    let indefinite = items[reporting.source.start].is_any(&["a", "an"]);
    let role = |item: &Item| item.is_word() && !item.capital && (models.roles.persons.contains(&item.low));
    let inside = items[reporting.source.clone()].iter().any(role) && !items[reporting.source.start].is("the");
    let after = items[reporting.end().min(items.len())..].iter().take(8).take_while(|item| item.quote().is_none() && !item.is("who")).any(role)
        && items.get(reporting.end()).is_some_and(|item| !item.is_word());
    let between = reporting.source.end < reporting.cue.start && items[reporting.source.end..reporting.cue.start].iter().any(role);
    indefinite || inside || after || between
}
