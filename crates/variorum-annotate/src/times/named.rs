//! What an expression names, before the report's day fills it in.

/// A time as the words name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Named {
    /// A day of a month, perhaps with its year.
    Day {
        year: Option<i16>,
        month: i8,
        day: i8,
    },
    /// A month, perhaps with its year or "last", "next".
    Month {
        year: Option<i16>,
        month: i8,
        shift: Option<Shift>,
    },
    Year(i16),
    /// "the 1990s": its first year.
    Decade(i16),
    /// "the second quarter of 2024", "the first half of 2024": its first and last month.
    Months {
        year: i16,
        first: i8,
        last: i8,
    },
    /// A weekday, perhaps "last" or "next"; Monday = 1.
    Weekday(u8, Option<Shift>),
    /// "Tuesday of last week": the weeks from the report's own.
    WeekdayOf(u8, i32),
    /// "today", which may also mean "nowadays".
    Today,
    /// "yesterday", "three days ago".
    DaysFrom(i32),
    /// "last week", "next week".
    Week(i32),
    /// "two weeks ago": somewhere in these days.
    WeeksAgo(i32),
    MonthFrom(i32),
    /// "two months ago": that month or the one before.
    MonthsAgo(i32),
    YearFrom(i32),
    /// "two years ago": that year or the one before.
    YearsAgo(i32),
    /// "over the weekend", "this weekend".
    Weekend(Option<Shift>),
    /// "the previous day", "two days later": counted from the day that the report named last.
    DaysFromLast(i32),
    /// "the following Monday", "the previous Friday"; true for the following.
    WeekdayFromLast(u8, bool),
    /// "the eve of June 3".
    Eve(Box<Named>),
    /// From the first to the second, both included.
    Range(Box<Named>, Box<Named>),
    /// A time of day: hour, minute, and offset of its zone in minutes.
    Clock(Clock),
    /// A time too coarse for a value: "last summer", "hours before", "fiscal 2024".
    Vague,
}

/// A time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Clock {
    pub(super) hour: i8,
    pub(super) minute: i8,
    /// Minutes from universal time; `None` where no zone is named, or one whose name is shared.
    pub(super) zone: Option<i32>,
    /// "about 10 a.m.", or in brackets behind another zone's time: no day is joined to it.
    pub(super) loose: bool,
}

/// "last", "this", "next".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shift {
    Last,
    /// "this past".
    Past,
    This,
    /// "this coming".
    Coming,
    Next,
}

/// An expression found at some token.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) named: Named,
    /// One past its last token.
    pub(super) end: usize,
    /// A weekday that stands before a full date.
    pub(super) weekday: Option<u8>,
}

pub(super) fn found(named: Named, end: usize) -> Found {
    Found { named, end, weekday: None }
}
