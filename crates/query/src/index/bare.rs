//! Words of a query that the index has only without the particle behind them.
//!
//! The analysis takes particles off the words that its dictionary knows. A name that it does not know it may cut
//! elsewhere (돈주가: 돈 and 주가), and then the word finds nothing although 돈주 stands everywhere.

use std::borrow::Cow;

use seoji_analysis::hangul::is_whole;
use seoji_analysis::korean::without_particles;
use seoji_analysis::names::has_the_shape_of_a_person;

use super::Index;
use crate::error::of_engine;
use crate::parse::{Clause, Form, Query};
use crate::{Error, Match, Search};

impl Index {
    /// The query with such words as the index has them; words of the dictionary stay as they were typed.
    pub(super) fn without_particles<'q>(
        &self,
        query: &'q Query,
        search: &Search,
    ) -> Result<Cow<'q, Query>, Error> {
        let mut query = Cow::Borrowed(query);
        if search.matching == Match::Literal {
            return Ok(query);
        }
        for at in 0..query.clauses.len() {
            if let Some(bare) = self.bare(&query.clauses[at])? {
                query.to_mut().clauses[at].text = bare;
            }
        }
        for at in 0..query.alternatives.len() {
            for alternative in 0..query.alternatives[at].len() {
                let own = &query.alternatives[at][alternative];
                if let Cow::Owned(changed) = self.without_particles(own, search)? {
                    query.to_mut().alternatives[at][alternative] = changed;
                }
            }
        }
        Ok(query)
    }

    /// What the index has of a word that it lacks as it was typed; none where it has the word, or nothing of it.
    fn bare(&self, clause: &Clause) -> Result<Option<String>, Error> {
        let outside = |c: char| !c.is_alphanumeric();
        let word = clause.text.trim_matches(outside);
        if clause.form != Form::Word || !is_whole(word) {
            return Ok(None);
        }
        let stems = without_particles(word);
        let korean = self.inner.analyzer.korean();
        // Where the analysis takes the particle off, the word is looked for without it already.
        let known = korean.eojeol(word).content_span();
        if stems.is_empty()
            || is_whole_name(word)
            || stems.iter().any(|stem| known == (0..stem.len()))
            || korean.is_common_word(word)
            || self.has(clause, word)?
        {
            return Ok(None);
        }
        for stem in stems {
            if self.has(clause, stem)? {
                return Ok(Some(stem.to_owned()));
            }
        }
        Ok(None)
    }

    /// Whether any passage has a word as it is typed, whatever its names.
    fn has(&self, clause: &Clause, word: &str) -> Result<bool, Error> {
        let (analyzer, engine) = self.parts();
        let clause = Clause {
            text: word.to_owned(),
            excluded: false,
            ..clause.clone()
        };
        let languages = &self.inner.languages;
        let query = Query::of(clause);
        let (plan, _) = crate::plan::plan(&query, None, Match::Words, analyzer, languages);
        Ok(!plan.items.is_empty() && engine.finds(&plan).map_err(of_engine)?)
    }
}

/// Whether a word is rather a person's name to its end than a shorter name and a particle: 김정은 is nobody called 김정, and
/// cut so it would find everyone whose name begins with that.
fn is_whole_name(word: &str) -> bool {
    /// Particles of one syllable that end no given name.
    const NEVER_OF_A_NAME: [char; 8] = ['는', '를', '을', '의', '가', '와', '과', '에'];
    has_the_shape_of_a_person(word) && word.chars().count() == 3 && !word.ends_with(NEVER_OF_A_NAME)
}
