//! What tests want the next sign-ins to meet: a refusal, or an answer that was tampered with.
//!
//! `POST /_emulator/sign-in` plans, `DELETE` forgets all plans, `GET` tells how many are left.

use super::{refusal::Refusal, request::Prompt};
use serde::Deserialize;
use serde_json::Value;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// A part of the answer that is falsified, to see whether the client notices.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tamper {
    /// The answer's `state` is not the one that was sent.
    State,
    /// The id_token's `nonce` is not the one that was sent.
    Nonce,
    /// The id_token is for another application.
    Audience,
    /// The id_token expired an hour ago.
    Expired,
    /// The id_token's `at_hash` belongs to another access token.
    AtHash,
    /// The id_token comes from another directory.
    Tenant,
}

/// A plan as it is posted: either `error` or `tamper`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wish {
    /// The OAuth error of the refusal.
    pub error: Option<String>,
    /// The number of the refusal.
    pub aadsts: Option<u32>,
    /// The sentence of the refusal.
    pub description: Option<String>,
    /// The finer reason.
    pub suberror: Option<String>,
    /// A claims request, as JSON or as JSON text.
    pub claims: Option<Value>,
    /// Refuse only requests with this prompt: `none`, `login`, `select_account`, `consent`, or `default` for none sent.
    pub prompt: Option<String>,
    /// What to falsify.
    pub tamper: Option<Tamper>,
    /// For how many requests; 1 if not said.
    pub times: Option<u32>,
}

/// The plans not yet used up.
#[derive(Debug, Default)]
pub struct Plans(Mutex<Vec<Plan>>);

#[derive(Debug)]
struct Plan {
    effect: Effect,
    left: u32,
}

#[derive(Debug)]
enum Effect {
    Refuse {
        refusal: Refusal,
        prompt: Option<Prompt>,
    },
    Tamper(Tamper),
}

impl Plans {
    /// Adds a plan, or says in a sentence what is wrong with it.
    pub fn add(&self, wish: Wish) -> Result<(), String> {
        let left = wish.times.unwrap_or(1);
        if left == 0 {
            return Err("'times' must be 1 or more.".into());
        }
        let prompt = match wish.prompt.as_deref() {
            None => None,
            Some("default") => Some(Prompt::Default),
            Some(text) => {
                Some(Prompt::read(text).ok_or_else(|| format!("'{text}' is not a prompt."))?)
            }
        };
        let effect = match (wish.error, wish.tamper) {
            (Some(error), None) => {
                let text = wish
                    .description
                    .unwrap_or_else(|| "The sign-in was refused, as planned.".into());
                let claims = wish.claims.map(|claims| match claims {
                    Value::String(text) => text,
                    json => json.to_string(),
                });
                let refusal = Refusal {
                    error,
                    number: wish.aadsts,
                    text,
                    suberror: wish.suberror,
                    claims,
                };
                Effect::Refuse { refusal, prompt }
            }
            (None, Some(tamper)) => Effect::Tamper(tamper),
            _ => return Err("Exactly one of 'error' and 'tamper' must be given.".into()),
        };
        self.all().push(Plan { effect, left });
        Ok(())
    }

    /// The refusal planned for a request with this prompt; uses it up.
    pub fn refusal(&self, prompt: Prompt) -> Option<Refusal> {
        self.take(|effect| match effect {
            Effect::Refuse {
                refusal,
                prompt: wanted,
            } if wanted.is_none_or(|wanted| wanted == prompt) => Some(refusal.clone()),
            _ => None,
        })
    }

    /// The falsification planned for the next answer; uses it up.
    pub fn tamper(&self) -> Option<Tamper> {
        self.take(|effect| match effect {
            Effect::Tamper(tamper) => Some(*tamper),
            Effect::Refuse { .. } => None,
        })
    }

    /// Forgets every plan.
    pub fn clear(&self) {
        self.all().clear();
    }

    /// For how many requests plans are left.
    pub fn left(&self) -> u64 {
        self.all().iter().map(|plan| u64::from(plan.left)).sum()
    }

    fn take<T>(&self, suits: impl Fn(&Effect) -> Option<T>) -> Option<T> {
        let mut all = self.all();
        let taken = all.iter_mut().find_map(|plan| {
            let taken = suits(&plan.effect)?;
            plan.left -= 1;
            Some(taken)
        });
        all.retain(|plan| plan.left > 0);
        taken
    }

    fn all(&self) -> MutexGuard<'_, Vec<Plan>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wish(json: &str) -> Wish {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn a_plan_is_used_up() {
        let plans = Plans::default();
        plans
            .add(wish(r#"{"error":"server_error","times":2}"#))
            .unwrap();
        plans.add(wish(r#"{"tamper":"at_hash"}"#)).unwrap();
        assert_eq!(plans.left(), 3);
        assert!(plans.refusal(Prompt::None).is_some() && plans.refusal(Prompt::Login).is_some());
        assert!(plans.refusal(Prompt::None).is_none());
        assert_eq!(
            (plans.tamper(), plans.tamper()),
            (Some(Tamper::AtHash), None)
        );
    }

    #[test]
    fn a_plan_for_a_prompt_waits_for_it() {
        let plans = Plans::default();
        plans.add(wish(r#"{"error":"interaction_required","aadsts":50076,"prompt":"none","claims":{"a":1}}"#)).unwrap();
        assert!(plans.refusal(Prompt::Default).is_none());
        let refusal = plans.refusal(Prompt::None).unwrap();
        assert_eq!(
            (refusal.number, refusal.claims.as_deref()),
            (Some(50076), Some(r#"{"a":1}"#))
        );
    }

    #[test]
    fn a_senseless_plan_is_refused() {
        let plans = Plans::default();
        for json in [
            "{}",
            r#"{"error":"a","tamper":"state"}"#,
            r#"{"error":"a","times":0}"#,
            r#"{"error":"a","prompt":"x"}"#,
        ] {
            assert!(plans.add(wish(json)).is_err(), "{json}");
        }
        assert_eq!(plans.left(), 0);
    }
}
