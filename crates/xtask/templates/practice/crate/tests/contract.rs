//! __Names__ keep the contract of a practice.

use mainstay___name__::{__Name__, endpoints};

#[test]
fn __names___keep_the_contract() {
    testkit::contract::<__Name__>(endpoints);
}
