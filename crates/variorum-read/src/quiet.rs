//! Work of a library that may panic on foreign bytes: caught, and not printed.
//! A stack that overflows is not caught; whoever calls keeps the depth of the input small.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::Once;

thread_local! {
    static QUIET: Cell<bool> = const { Cell::new(false) };
}

/// What the work gives; `None` where it panicked. Other threads' panics are printed as ever.
pub(crate) fn quietly<T>(work: impl FnOnce() -> T) -> Option<T> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let before = take_hook();
        set_hook(Box::new(move |info| {
            if !QUIET.get() {
                before(info);
            }
        }));
    });
    let was_quiet = QUIET.replace(true);
    // what the work held when it panicked is dropped with it
    let done = catch_unwind(AssertUnwindSafe(work)).ok();
    QUIET.set(was_quiet);
    done
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_panic_is_none() {
        assert_eq!(super::quietly(|| 1), Some(1));
        assert_eq!(super::quietly(|| -> u8 { panic!("not printed") }), None);
    }
}
