pub(crate) fn remark(path: &str, _: &str) -> variorum_model::Notice {
    crate::capture::remark("opml", path.to_owned())
}
