//! One good answer, and every way to make it a bad one.

use super::{Expected, SignedIn, check};
use crate::auth::answer::Answer;
use crate::auth::base64url;
use crate::auth::failure::{SignInFailure, Suspicion};
use crate::auth::pending::{AccountId, Landing, Pending};
use crate::auth::return_to::ReturnTo;
use crate::config::{Guid, Tenant};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

const CLIENT: &str = "11111111-2222-3333-4444-555555555555";
const TENANT: &str = "aaaaaaaa-2222-3333-4444-555555555555";
const OID: &str = "bbbbbbbb-2222-3333-4444-555555555555";
const TOKEN: &str = "eyJ0.eyJh.c2ln";
/// When the request was made, in Unix milliseconds.
const START: u64 = 1_780_000_000_000;

/// A sign-in with everything right; a test spoils one thing.
struct Case {
    pending: Option<Pending>,
    state: String,
    claims: Value,
    tenant: Tenant,
    now_ms: u64,
    sha256: [u8; 32],
}

fn pending(account: Option<AccountId>) -> Pending {
    Pending::new(
        Landing::Redirect,
        [1; 32],
        [2; 32],
        ReturnTo::start(),
        START,
        account,
    )
}

fn sha256(text: &str) -> [u8; 32] {
    Sha256::digest(text).into()
}

fn good() -> Case {
    let pending = pending(None);
    let now_s = START / 1000 + 20;
    Case {
        state: pending.state().to_owned(),
        claims: json!({
            "aud": CLIENT, "nonce": pending.nonce(), "at_hash": base64url::encode(&sha256(TOKEN)[..16]),
            "exp": now_s + 3600, "nbf": now_s - 300, "iat": now_s - 300, "oid": OID, "tid": TENANT,
            "name": "Megan Bowen", "upn": "meganb@contoso.com",
        }),
        pending: Some(pending),
        tenant: Tenant::Common,
        now_ms: now_s * 1000,
        sha256: sha256(TOKEN),
    }
}

impl Case {
    fn claim(mut self, name: &str, value: Value) -> Self {
        self.claims[name] = value;
        self
    }

    fn check(&self) -> Result<SignedIn, SignInFailure> {
        let body = base64url::encode(self.claims.to_string().as_bytes());
        let fragment = format!(
            "access_token={TOKEN}&token_type=Bearer&expires_in=3599&id_token=e30.{body}.c2ln&state={}",
            self.state
        );
        self.judge(&fragment)
    }

    fn judge(&self, fragment: &str) -> Result<SignedIn, SignInFailure> {
        let Ok(answer) = Answer::parse(fragment) else {
            panic!("unreadable: {fragment}")
        };
        let expected = Expected {
            client_id: &Guid::parse(CLIENT).unwrap(),
            tenant: &self.tenant,
            now_ms: self.now_ms,
            access_token_sha256: self.sha256,
        };
        check(answer, self.pending.as_ref(), &expected)
    }

    fn failure(&self) -> SignInFailure {
        self.check().err().unwrap()
    }
}

fn suspicion(case: &Case) -> Suspicion {
    match case.failure() {
        SignInFailure::NotBelieved(suspicion) => suspicion,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_good_answer_signs_in_until_the_request_plus_its_life() {
    let Ok(signed_in) = good().check() else {
        panic!("refused")
    };
    assert_eq!(signed_in.token.expose(), TOKEN);
    assert_eq!(signed_in.expires_at_ms, START + 3_599_000);
    assert_eq!(signed_in.lifetime_ms, 3_599_000);
    assert_eq!(signed_in.account.name, "Megan Bowen");
    assert_eq!(
        signed_in.account.id,
        AccountId {
            oid: OID.into(),
            tid: TENANT.into()
        }
    );
}

#[test]
fn an_answer_nobody_asked_for_is_thrown_away() {
    let unknown = Case {
        pending: None,
        ..good()
    };
    assert_eq!(unknown.failure(), SignInFailure::NotAskedFor);
    let other = Case {
        state: "r.other".into(),
        ..good()
    };
    assert_eq!(other.failure(), SignInFailure::NotAskedFor);
}

#[test]
fn a_refusal_needs_its_state_too() {
    let case = good();
    for fragment in ["error=access_denied", "error=access_denied&state=r.other"] {
        assert_eq!(
            case.judge(fragment).err(),
            Some(SignInFailure::NotAskedFor),
            "{fragment}"
        );
    }
    let asked_for = case.judge(&format!("error=access_denied&state={}", case.state));
    assert!(asked_for.err().unwrap().is_cancellation());
}

#[test]
fn after_ten_minutes_even_a_refusal_is_too_late() {
    let case = Case {
        now_ms: START + 600_001,
        ..good()
    };
    assert_eq!(case.failure(), SignInFailure::TooLate);
    let refused = case.judge(&format!("error=login_required&state={}", case.state));
    assert_eq!(refused.err(), Some(SignInFailure::TooLate));
}

#[test]
fn another_application_nonce_or_access_token_is_not_believed() {
    assert_eq!(
        suspicion(&good().claim("aud", json!("00000000-2222-3333-4444-555555555555"))),
        Suspicion::Audience
    );
    assert_eq!(
        suspicion(&good().claim("nonce", json!("old"))),
        Suspicion::Nonce
    );
    assert_eq!(
        suspicion(&Case {
            sha256: sha256("injected"),
            ..good()
        }),
        Suspicion::AccessToken
    );
    assert_eq!(
        suspicion(&good().claim("at_hash", json!(""))),
        Suspicion::Claim("at_hash")
    );
    assert_eq!(
        suspicion(&good().claim("exp", json!("soon"))),
        Suspicion::Claim("exp")
    );
}

#[test]
fn the_example_of_openid_connect_core_holds() {
    // Appendix A.4 (response_type `id_token token`).
    let token = "jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y";
    assert_eq!(super::at_hash(&sha256(token)), "77QmUPtjPfzWtF2AnpK9RQ");
}

#[test]
fn at_hash_is_the_left_half_alone() {
    let whole = base64url::encode(&sha256(TOKEN));
    let right = base64url::encode(&sha256(TOKEN)[16..]);
    for wrong in [whole, right] {
        assert_eq!(
            suspicion(&good().claim("at_hash", json!(wrong))),
            Suspicion::AccessToken
        );
    }
}

#[test]
fn the_clocks_may_differ_by_five_minutes() {
    let now_s = good().now_ms / 1000;
    assert!(good().claim("exp", json!(now_s - 299)).check().is_ok());
    assert_eq!(
        good().claim("exp", json!(now_s - 300)).failure(),
        SignInFailure::ClockOff
    );
    assert!(good().claim("nbf", json!(now_s + 300)).check().is_ok());
    assert_eq!(
        good().claim("nbf", json!(now_s + 301)).failure(),
        SignInFailure::ClockOff
    );
    for extreme in [json!(i64::MIN), json!(-1)] {
        assert_eq!(
            good().claim("exp", extreme).failure(),
            SignInFailure::ClockOff
        );
    }
    assert!(good().claim("exp", json!(i64::MAX)).check().is_ok());
}

#[test]
fn a_configured_tenant_id_admits_that_tenant_only() {
    let own = Tenant::parse(&TENANT.to_uppercase()).unwrap();
    assert!(
        Case {
            tenant: own,
            ..good()
        }
        .check()
        .is_ok()
    );
    let other = Tenant::parse("cccccccc-2222-3333-4444-555555555555").unwrap();
    assert_eq!(
        Case {
            tenant: other,
            ..good()
        }
        .failure(),
        SignInFailure::OtherTenant
    );
    let domain = Tenant::parse("contoso.com").unwrap();
    assert!(
        Case {
            tenant: domain,
            ..good()
        }
        .check()
        .is_ok()
    );
}

#[test]
fn a_renewal_must_bring_the_same_person_of_the_same_tenant() {
    let renewing = |oid: &str, tid: &str| Case {
        pending: Some(pending(Some(AccountId {
            oid: oid.into(),
            tid: tid.into(),
        }))),
        ..good()
    };
    assert!(renewing(OID, TENANT).check().is_ok());
    assert_eq!(
        renewing("other", TENANT).failure(),
        SignInFailure::OtherAccount
    );
    assert_eq!(
        renewing(OID, "other").failure(),
        SignInFailure::OtherAccount
    );
}
