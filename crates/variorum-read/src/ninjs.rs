use serde_json::Value;
pub(crate) fn looks_like(_: &Value) -> bool {
    false
}
pub(crate) fn record(_: &Value) -> Option<crate::record::Record> {
    None
}
