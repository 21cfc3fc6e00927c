//! The RSA key that signs tokens (RS256), and its public half as a JSON Web Key.
//!
//! The key follows from the seed: after a restart with the same seed, tokens issued before still hold.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use rand::{Rng as _, SeedableRng as _};
use rand_chacha::ChaCha20Rng;
use rsa::{Pkcs1v15Sign, RsaPrivateKey, RsaPublicKey, traits::PublicKeyParts as _};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

/// Keys already made in this process, by seed: making one takes a good part of a second.
static MADE: Mutex<Option<HashMap<u64, Arc<SigningKey>>>> = Mutex::new(None);

/// A signing key.
#[derive(Debug)]
pub struct SigningKey {
    private: RsaPrivateKey,
    public: RsaPublicKey,
    /// The key's name in token headers and in the keys document.
    pub kid: String,
}

impl SigningKey {
    /// The key of that seed; `None` when none could be made.
    pub fn seeded(seed: u64) -> Option<Arc<Self>> {
        let mut made = MADE.lock().unwrap_or_else(PoisonError::into_inner);
        let made = made.get_or_insert_default();
        if let Some(key) = made.get(&seed) {
            return Some(Arc::clone(key));
        }
        let private =
            RsaPrivateKey::new(&mut Seeded(ChaCha20Rng::seed_from_u64(seed)), 2048).ok()?;
        let public = private.to_public_key();
        // The service names its keys by the SHA-1 of their certificate; there is no certificate here, so it is 20
        // bytes of the modulus' SHA-256, which look the same.
        let digest = Sha256::digest(public.n().to_bytes_be());
        let kid = URL_SAFE_NO_PAD.encode(digest.get(..20)?);
        let key = Arc::new(Self {
            private,
            public,
            kid,
        });
        made.insert(seed, Arc::clone(&key));
        Some(key)
    }

    /// A signed token with these claims.
    pub fn sign(&self, claims: &Value) -> Option<String> {
        let header = json!({ "typ": "JWT", "alg": "RS256", "x5t": self.kid, "kid": self.kid });
        let encode = |part: &Value| URL_SAFE_NO_PAD.encode(part.to_string());
        let signed = format!("{}.{}", encode(&header), encode(claims));
        let signature = self.private.sign(scheme(), &Sha256::digest(&signed)).ok()?;
        Some(format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature)))
    }

    /// The claims of a token this key signed.
    pub fn verified(&self, token: &str) -> Option<Value> {
        let (signed, signature) = token.rsplit_once('.')?;
        let (header, claims) = signed.split_once('.')?;
        let signature = URL_SAFE_NO_PAD.decode(signature).ok()?;
        let header: Value = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(header).ok()?).ok()?;
        if header.get("alg").and_then(Value::as_str) != Some("RS256") {
            return None;
        }
        self.public
            .verify(scheme(), &Sha256::digest(signed), &signature)
            .ok()?;
        serde_json::from_slice(&URL_SAFE_NO_PAD.decode(claims).ok()?).ok()
    }

    /// The public key as in the keys document. The service adds `x5c`, the certificate; there is none here.
    pub fn public_jwk(&self, issuer: &str) -> Value {
        json!({
            "kty": "RSA",
            "use": "sig",
            "kid": self.kid,
            "x5t": self.kid,
            "n": URL_SAFE_NO_PAD.encode(self.public.n().to_bytes_be()),
            "e": URL_SAFE_NO_PAD.encode(self.public.e().to_bytes_be()),
            "issuer": issuer,
        })
    }
}

fn scheme() -> Pkcs1v15Sign {
    Pkcs1v15Sign::new::<rsa::sha2::Sha256>()
}

/// The seeded generator in the shape the RSA crate (an older `rand_core`) asks for.
struct Seeded(ChaCha20Rng);

impl rsa::rand_core::RngCore for Seeded {
    fn next_u32(&mut self) -> u32 {
        self.0.next_u32()
    }

    fn next_u64(&mut self) -> u64 {
        self.0.next_u64()
    }

    fn fill_bytes(&mut self, bytes: &mut [u8]) {
        self.0.fill_bytes(bytes);
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), rsa::rand_core::Error> {
        self.0.fill_bytes(bytes);
        Ok(())
    }
}

impl rsa::rand_core::CryptoRng for Seeded {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_key_signed_it_recognises_and_nothing_else() {
        let key = SigningKey::seeded(1).unwrap();
        let token = key.sign(&json!({ "a": 1 })).unwrap();
        assert_eq!(key.verified(&token), Some(json!({ "a": 1 })));

        let other = SigningKey::seeded(2).unwrap();
        assert_ne!(key.kid, other.kid);
        assert_eq!(other.verified(&token), None);

        let (signed, signature) = token.rsplit_once('.').unwrap();
        let (header, _) = signed.split_once('.').unwrap();
        let claims = URL_SAFE_NO_PAD.encode(r#"{"a":2}"#);
        assert_eq!(
            key.verified(&format!("{header}.{claims}.{signature}")),
            None
        );
        let unsigned = URL_SAFE_NO_PAD.encode(r#"{"alg":"none"}"#);
        assert_eq!(key.verified(&format!("{unsigned}.{claims}.")), None);
        for text in ["", ".", "..", "a.b.c", "ä.ö.ü"] {
            assert_eq!(key.verified(text), None);
        }
    }

    #[test]
    fn the_same_seed_makes_the_same_key() {
        let again = RsaPrivateKey::new(&mut Seeded(ChaCha20Rng::seed_from_u64(1)), 2048).unwrap();
        assert_eq!(SigningKey::seeded(1).unwrap().private, again);
    }
}
