//! How Azure Resource Manager is spoken to.
