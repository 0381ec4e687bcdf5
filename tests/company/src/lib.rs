//! Re-exports the runtime in the ways that a company's own crate may choose.

pub use connect_runtime;

/// The runtime with the company's own items.
pub mod amazon {
    pub use connect_runtime::*;
}

/// Declares a trait of the company. Its user needs no path.
#[macro_export]
macro_rules! company_api {
    ($name:ident, $error:ident) => {
        /// An error of the company's operations.
        #[derive(Debug, $crate::connect_runtime::ConnectError)]
        #[connect(crate = $crate::connect_runtime)]
        pub enum $error {
            /// The resource does not exist.
            #[code("ResourceNotFoundException")]
            NotFound {
                /// What it is.
                resource_type: Option<String>,
            },
            /// Any other error.
            #[other]
            Other($crate::connect_runtime::Error),
        }

        /// The company's operations.
        #[$crate::connect_runtime::connect_api(crate = $crate::connect_runtime, error = $error)]
        pub trait $name {
            /// Deletes a person.
            #[$crate::connect_runtime::connect_endpoint(DELETE "/people/<UserId>")]
            fn delete_person(&self, user_id: &str) -> $crate::connect_runtime::Call<'_, ()>;
        }
    };
}
