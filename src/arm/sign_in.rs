//! Where the bearer token comes from, as the client of Azure Resource Manager sees it.

use std::rc::Rc;

use crate::auth::token::AccessToken;
use crate::http::transport::Local;
use crate::model::failure::Failure;

/// Gives the token of the signed-in person.
pub trait SignIn {
    /// A token that is good now, as far as is known.
    ///
    /// # Errors
    /// When nobody is signed in.
    fn token(&self) -> Local<'_, Result<Rc<AccessToken>, Failure>>;

    /// Another token than the one that the service has just refused: the one that was renewed meanwhile, or one that is
    /// renewed now.
    ///
    /// # Errors
    /// When it cannot be renewed without the person.
    fn renewed(&self, refused: &Rc<AccessToken>) -> Local<'_, Result<Rc<AccessToken>, Failure>>;
}
