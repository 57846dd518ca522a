//! Words whose speaker is named behind them, as attributions: the signer speaks, the platform of a post stands between,
//! and the signature is no part of the words.

use super::Pass;
use super::signs::Signed;
use crate::draft::Utterance;
use crate::speaker::Resolved;
use variorum_model::{Link, LinkRole, Mode, Span};

/// Pull quotes of one page that are looked for in its text.
const MOST_PULLED: usize = 32;

impl Pass<'_> {
    /// A paragraph of signed words, or of their signature; false for any other.
    pub(super) fn signed(&mut self, index: usize) -> bool {
        let Some((&first, signed)) = self.signed.range(..=index).next_back() else { return false };
        if index > signed.last {
            return false;
        }
        self.learned.settle(self.document.paragraphs[index].span);
        if index == first && !signed.words.is_empty() {
            let signed = signed.clone();
            self.take_signed(index, signed);
        }
        true
    }

    fn take_signed(&mut self, index: usize, signed: Signed) {
        let lead = self.lead.take().filter(|lead| lead.paragraph + 1 == index);
        let quotes: Vec<Span> = (index..=signed.last)
            .flat_map(|at| &self.document.paragraphs[at].quoted)
            .filter(|q| q.depth == 0 && signed.words.iter().any(|words| words.contains(q.span)))
            .map(|q| q.span)
            .collect();
        let opens = quotes.first().is_some_and(|quote| quote.start == signed.words[0].start);
        let (mode, words) =
            if opens { (Mode::Direct, quotes) } else { (Mode::Block, signed.words) };
        self.forget(&words);
        let mut draft = self.plain(index, words[0], Some(signed.speaker.clone()), mode, 0.9);
        draft.content.clone_from(&words);
        draft.utterances = vec![Utterance { spans: words.clone(), mode }];
        draft.quoted = if opens { words } else { Vec::new() };
        draft.source = vec![signed.name];
        draft.by_layout = true;
        if let Some(lead) = lead.filter(|lead| {
            let same = |known: &Resolved| known.speaker.name == signed.speaker.speaker.name;
            lead.speaker.as_ref().is_none_or(same)
        }) {
            draft.cue = lead.cue;
            draft.stance = lead.stance;
            draft.chain = lead.chain;
        }
        // what a sentence announced may hold for others; that the post is embedded holds for it alone
        draft.fresh.clone_from(&draft.chain);
        let medium = signed.platform.map(|platform| platform.name().to_owned());
        if let Some(name) = medium.filter(|name| !draft.chain.iter().any(|link| link.name == *name))
        {
            draft.chain.push(Link { name, role: LinkRole::Medium, span: None });
        }
        self.keep(draft, index);
    }

    /// A quotation that the page pulls out of its own text stands there already: its words count once.
    pub(super) fn drop_pull_quotes(&mut self) {
        let off = |signed: &&Signed| {
            signed.platform.is_none()
                && signed.words.first().is_some_and(|words| self.document.is_set_off(*words))
        };
        let pulled = self.signed.values().filter(off).take(MOST_PULLED);
        let pulled: Vec<usize> = pulled.map(|signed| signed.words[0].start).collect();
        if pulled.is_empty() {
            return;
        }
        let letters = |spans: &[Span]| -> String {
            let words = spans.iter().map(|span| self.document.of(*span));
            let letters = words.flat_map(str::chars).filter(|c| c.is_alphanumeric());
            letters.flat_map(char::to_lowercase).collect()
        };
        let others = self.drafts.iter().filter(|draft| !pulled.contains(&draft.start()));
        let said: Vec<String> = others.map(|draft| letters(&draft.quoted)).collect();
        let said = said.join("\n");
        let again: Vec<bool> = self
            .drafts
            .iter()
            .map(|draft| pulled.contains(&draft.start()) && said.contains(&letters(&draft.content)))
            .collect();
        let mut again = again.into_iter();
        self.drafts.retain(|_| !again.next().unwrap_or_default());
    }

    /// Takes back what an announcing sentence has taken of words that the layout gives; true where it had taken any.
    pub(super) fn forget(&mut self, words: &[Span]) -> bool {
        let within = |span: &Span| words.iter().any(|word| word.overlaps(*span));
        let kept = self.drafts.iter().rposition(|draft| !draft.content.iter().all(within));
        let kept = kept.map_or(0, |kept| kept + 1);
        let any = kept < self.drafts.len();
        self.drafts.truncate(kept);
        any
    }
}
