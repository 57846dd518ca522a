//! Any bytes are read as lines of JSON without a panic, and every mark lies in its text.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    variorum_read::probe("json-lines", bytes);
});
