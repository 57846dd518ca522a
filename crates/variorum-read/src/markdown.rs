use crate::page::Known;
pub(crate) struct Markdown {
    pub known: Known,
}
pub(crate) fn read(_: &str) -> Markdown {
    Markdown { known: Known::default() }
}
