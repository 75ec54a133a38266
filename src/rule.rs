//! The rules that check holds an edition to: one row each (contract, section 2).

/// How bad a finding is. An edition with an error is not published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    Warning,
    Error,
}

impl Severity {
    pub fn id(self) -> &'static str {
        match self {
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

macro_rules! rules {
    ($($name:ident $id:literal $severity:ident,)*) => {
        /// A rule. What it says at length is in the message files, under `rule-<id>`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Rule { $($name),* }

        impl Rule {
            pub const ALL: &'static [Rule] = &[$(Rule::$name),*];

            /// The name users see, stable across versions.
            pub fn id(self) -> &'static str {
                match self { $(Rule::$name => $id),* }
            }

            /// The severity a finding has unless the check that makes it says otherwise.
            pub fn severity(self) -> Severity {
                match self { $(Rule::$name => Severity::$severity),* }
            }
        }
    };
}

rules! {
    BadSource "bad-source" Error,
    BannedPhrase "banned-phrase" Error,
    BelowStandard "below-standard" Error,
    DanglingReference "dangling-reference" Warning,
    DuplicateId "duplicate-id" Error,
    FailingParent "failing-parent" Error,
    FormOverflow "form-overflow" Error,
    LateEffective "late-effective" Error,
    LoosenedWording "loosened-wording" Error,
    MissingGlyph "missing-glyph" Error,
    MissingParameter "missing-parameter" Error,
    MissingSection "missing-section" Error,
    NumericReference "numeric-reference" Warning,
    OutdatedBase "outdated-base" Warning,
    StaleAmendment "stale-amendment" Error,
    TypedNumber "typed-number" Error,
    UnapprovedReplacement "unapproved-replacement" Error,
    UnfilledDelegation "unfilled-delegation" Error,
    UnknownClause "unknown-clause" Error,
    UnknownParameter "unknown-parameter" Error,
    UnknownStandard "unknown-standard" Error,
    UnlinkedQuantity "unlinked-quantity" Warning,
    UnlistedDocument "unlisted-document" Warning,
    WordingMismatch "wording-mismatch" Error,
}
