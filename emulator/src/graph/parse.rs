//! Reading a query.

mod expression;

use super::{
    fault::Fault,
    syntax::{Join, Key, Named, Operator, Pipeline},
    token::{Token, Tokens},
};

/// How deep expressions and queries may be nested, so that reading and computing them stays within the stack.
const DEEPEST: usize = 40;
/// How many operators a query may have.
const MOST_OPERATORS: usize = 100;
/// The table of a query that names none.
const DEFAULT_TABLE: &str = "resources";

/// Operators of the language that are known and not offered here.
///
/// Assumption: the service offers more than these; what it refuses it refuses like this.
const UNSUPPORTED: [&str; 20] = [
    "as",
    "consume",
    "distinct",
    "evaluate",
    "facet",
    "find",
    "fork",
    "invoke",
    "lookup",
    "make-series",
    "mv-apply",
    "mv-expand",
    "mvexpand",
    "parse",
    "project-rename",
    "render",
    "sample",
    "serialize",
    "summarize",
    "parse-where",
];

/// Reads a query.
pub fn read(text: &str) -> Result<Pipeline, Fault> {
    let mut reader = Reader {
        tokens: Tokens::read(text)?,
        depth: 0,
        operators: 0,
        joined: 0,
    };
    let query = reader.pipeline()?;
    match reader.tokens.peek() {
        None => Ok(query),
        Some(_) => Err(reader.tokens.unexpected()),
    }
}

struct Reader<'a> {
    tokens: Tokens<'a>,
    depth: usize,
    operators: usize,
    joined: usize,
}

impl Reader<'_> {
    fn deeper<T>(&mut self, read: impl FnOnce(&mut Self) -> Result<T, Fault>) -> Result<T, Fault> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(Fault::TooComplex);
        }
        let read = read(self);
        self.depth -= 1;
        read
    }

    fn pipeline(&mut self) -> Result<Pipeline, Fault> {
        let mut operators = Vec::new();
        let first = match self.tokens.peek() {
            Some(Token::Name(name)) => name.clone(),
            _ => return Err(self.tokens.unexpected()),
        };
        // Assumption: what reads like an operator is one, for no table has such a name.
        let table = if is_operator(&first) {
            self.operator(&mut operators)?;
            DEFAULT_TABLE.to_owned()
        } else {
            self.tokens.take();
            first
        };
        while self.tokens.sign("|") {
            self.operator(&mut operators)?;
        }
        Ok(Pipeline { table, operators })
    }

    fn operator(&mut self, into: &mut Vec<Operator>) -> Result<(), Fault> {
        self.operators += 1;
        if self.operators > MOST_OPERATORS {
            return Err(Fault::TooComplex);
        }
        let Some(Token::Name(name)) = self.tokens.peek().cloned() else {
            return Err(self.tokens.unexpected());
        };
        if UNSUPPORTED.contains(&name.as_str()) {
            return Err(Fault::Unsupported(name));
        }
        if !is_operator(&name) {
            return Err(self.tokens.unexpected());
        }
        self.tokens.take();
        let operator = match name.as_str() {
            "where" => Operator::Where(self.any()?),
            "project" => Operator::Project(self.several(Self::named)?),
            "project-away" => Operator::Away(self.several(|reader| reader.tokens.name())?),
            "extend" => Operator::Extend(self.several(Self::named)?),
            "count" => Operator::Count,
            "union" | "join" => {
                self.joined += 1;
                // The service takes three of both together in one query (its language documentation).
                if self.joined > 3 {
                    return Err(Fault::Unsupported(name));
                }
                if name == "join" {
                    self.join()?
                } else {
                    Operator::Union(self.several(Self::joined)?)
                }
            }
            "take" | "limit" => Operator::Take(self.number()?),
            "top" => {
                let number = self.number()?;
                self.tokens.expect_word("by")?;
                into.push(Operator::Order(vec![self.key()?]));
                Operator::Take(number)
            }
            // `order` and `sort`.
            _ => {
                self.tokens.expect_word("by")?;
                Operator::Order(self.several(Self::key)?)
            }
        };
        into.push(operator);
        Ok(())
    }

    /// One or more, with commas between them.
    fn several<T>(&mut self, one: fn(&mut Self) -> Result<T, Fault>) -> Result<Vec<T>, Fault> {
        let mut all = vec![one(self)?];
        while self.tokens.sign(",") {
            all.push(one(self)?);
        }
        Ok(all)
    }

    /// What a union adds: a table, or a query in parentheses.
    fn joined(&mut self) -> Result<Pipeline, Fault> {
        if self.tokens.sign("(") {
            let query = self.deeper(Self::pipeline)?;
            self.tokens.expect(")")?;
            return Ok(query);
        }
        let table = self.tokens.name()?;
        Ok(Pipeline {
            table,
            operators: Vec::new(),
        })
    }

    /// The kind, the other query, and the columns that must be the same.
    ///
    /// The service knows more kinds; these two are offered here.
    fn join(&mut self) -> Result<Operator, Fault> {
        let mut kind = "join".to_owned();
        if self.tokens.word("kind") {
            self.tokens.expect("=")?;
            kind = self.tokens.name()?;
        }
        let kind = match kind.as_str() {
            "inner" => Join::Inner,
            "leftouter" => Join::LeftOuter,
            _ => return Err(Fault::Unsupported(kind)),
        };
        let other = self.joined()?;
        self.tokens.expect_word("on")?;
        let keys = self.several(|reader| reader.tokens.name())?;
        Ok(Operator::Join(kind, other, keys))
    }

    fn named(&mut self) -> Result<Named, Fault> {
        let name = if self.tokens.is_followed_by("=") {
            let name = self.tokens.name()?;
            self.tokens.expect("=")?;
            Some(name)
        } else {
            None
        };
        let expression = self.any()?;
        Ok(Named { name, expression })
    }

    fn key(&mut self) -> Result<Key, Fault> {
        let expression = self.any()?;
        // The largest first, unless asked otherwise.
        let descending = !self.tokens.word("asc");
        if descending {
            self.tokens.word("desc");
        }
        let mut nulls_first = !descending;
        if self.tokens.word("nulls") {
            nulls_first = self.tokens.word("first");
            if !nulls_first {
                self.tokens.expect_word("last")?;
            }
        }
        Ok(Key {
            expression,
            descending,
            nulls_first,
        })
    }

    fn number(&mut self) -> Result<usize, Fault> {
        match self.tokens.peek() {
            Some(Token::Whole(number)) => {
                let number = usize::try_from(*number).map_err(|_| self.tokens.unexpected())?;
                self.tokens.take();
                Ok(number)
            }
            _ => Err(self.tokens.unexpected()),
        }
    }
}

fn is_operator(name: &str) -> bool {
    matches!(
        name,
        "where"
            | "project"
            | "project-away"
            | "extend"
            | "count"
            | "union"
            | "join"
            | "take"
            | "limit"
            | "top"
            | "order"
            | "sort"
    ) || UNSUPPORTED.contains(&name)
}
