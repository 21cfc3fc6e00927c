//! The people of the simulated directory: who may sign in, and what each may do.
//!
//! Passwords do not exist here: choosing an account on the sign-in page is enough. The rights are those of the
//! built-in Azure roles named at [`Role`].

use uuid::{Uuid, uuid};

/// The directory (tenant) all accounts and subscriptions belong to.
pub const TENANT_ID: Uuid = uuid!("6c1f4f6e-0d1b-4a53-9a5e-3f6a2b9d7c10");
/// The verified domain of that directory; usable in place of [`TENANT_ID`] in a sign-in address.
pub const TENANT_DOMAIN: &str = "contoso.com";
/// The name a person reads for that directory.
pub const TENANT_NAME: &str = "Contoso";

/// What an account may do in Azure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// "Azure Arc ScVmm Administrator role", with read access to everything else: may do all the emulator offers.
    Administrator,
    /// "Azure Arc ScVmm VM Contributor": machines and their checkpoints, but neither VMM servers nor clouds.
    VmContributor,
    /// "Reader": sees everything in the subscriptions it has, changes nothing.
    Reader,
    /// Signed in, but without a role anywhere: the list of subscriptions is empty.
    Nobody,
}

/// An account of the directory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Account {
    /// The sign-in name (user principal name).
    pub upn: &'static str,
    /// The display name.
    pub name: &'static str,
    /// The object id in the directory.
    pub oid: Uuid,
    /// What the account may do.
    pub role: Role,
    /// The same in words, for the sign-in page and the emulator's first lines.
    pub rights: &'static str,
}

/// Every account, in the order the sign-in page shows them.
pub static ACCOUNTS: [Account; 4] = [
    Account {
        upn: "admin@contoso.com",
        name: "Contoso Administrator",
        oid: uuid!("3a0d6f0b-7c64-4d0e-8a57-1d1b6f2c9e01"),
        role: Role::Administrator,
        rights: "may do everything",
    },
    Account {
        upn: "operator@contoso.com",
        name: "Contoso Operator",
        oid: uuid!("7be24d5c-91f3-4c1a-b0a4-5e0c8d3f2a02"),
        role: Role::VmContributor,
        rights: "may manage virtual machines, but not see VMM servers and clouds",
    },
    Account {
        upn: "reader@contoso.com",
        name: "Contoso Reader",
        oid: uuid!("c5f81e7a-2d46-4b9f-9c38-8f7a6e5d4b03"),
        role: Role::Reader,
        rights: "may look, but change nothing, and is refused in one subscription",
    },
    Account {
        upn: "nobody@contoso.com",
        name: "Contoso Newcomer",
        oid: uuid!("e9037b64-5a8c-4f12-8e6d-0b1c2d3e4f04"),
        role: Role::Nobody,
        rights: "has no subscription at all",
    },
];

/// The account with this sign-in name, letter case aside.
pub fn account(upn: &str) -> Option<&'static Account> {
    ACCOUNTS
        .iter()
        .find(|account| account.upn.eq_ignore_ascii_case(upn.trim()))
}

/// Who sent a request, as its access token says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caller {
    /// The object id in the directory.
    pub oid: Uuid,
    /// The sign-in name.
    pub upn: String,
    /// The display name.
    pub name: String,
    /// What the account may do.
    pub role: Role,
}

impl From<&Account> for Caller {
    fn from(account: &Account) -> Self {
        Self {
            oid: account.oid,
            upn: account.upn.into(),
            name: account.name.into(),
            role: account.role,
        }
    }
}

/// Why an access token is not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenFault {
    /// No Authorization header, or not of the form `Bearer …`.
    Missing,
    /// Not a token of this directory, or a broken signature.
    Invalid,
    /// Its lifetime is over.
    Expired,
    /// Made for another resource than Azure Resource Manager.
    WrongAudience,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_is_found_whatever_the_letter_case() {
        assert_eq!(
            account("ADMIN@Contoso.com").map(|a| a.role),
            Some(Role::Administrator)
        );
        assert_eq!(account("stranger@contoso.com"), None);
    }
}
