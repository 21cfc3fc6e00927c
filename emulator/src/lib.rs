//! The simulated datacenter.
