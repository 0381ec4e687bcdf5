//! The HTTP clients that tests run over.
//!
//! Only macros, so that this package need not depend on the tested crates. The list of the clients is in
//! `with_http_clients` alone.

/// Runs tests once over each HTTP client, in modules named `over_reqwest` and `over_hyper`.
///
/// Each test is a function that takes the client. A test that is missing in the list is dead code, which the compiler
/// reports.
///
/// ```ignore
/// connect_tests::over_each_http_client! {
///     #[tokio::test]
///     async fn redirects_are_not_followed;
///     #[test]
///     fn many_runtimes;
/// }
///
/// async fn redirects_are_not_followed(http_client: HttpClient) {}
/// fn many_runtimes(http_client: HttpClient) {}
/// ```
#[macro_export]
macro_rules! over_each_http_client {
    ($($tests:tt)*) => {
        $crate::with_http_clients! { http_client_modules { $($tests)* } }
    };
}

/// Returns an array of the HTTP clients, for a test that must not run over two of them at once.
#[macro_export]
macro_rules! http_clients {
    () => {
        $crate::with_http_clients! { http_client_array {} }
    };
}

/// Passes the HTTP clients, each with the module of its tests, to another macro of this file.
#[doc(hidden)]
#[macro_export]
macro_rules! with_http_clients {
    ($macro:ident $tokens:tt) => {
        $crate::$macro! { [over_reqwest Reqwest, over_hyper Hyper] $tokens }
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! http_client_array {
    ([$($module:ident $client:ident),+] {}) => {
        [$(::connect_runtime::HttpClient::$client),+]
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! http_client_modules {
    ([$($module:ident $client:ident),+] $tests:tt) => {
        $(mod $module {
            $crate::tests_over_http_client! { $client $tests }
        })+
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! tests_over_http_client {
    ($client:ident {}) => {};
    ($client:ident { $(#[$attribute:meta])+ async fn $name:ident; $($tests:tt)* }) => {
        $(#[$attribute])+
        async fn $name() {
            super::$name(::connect_runtime::HttpClient::$client).await;
        }
        $crate::tests_over_http_client! { $client { $($tests)* } }
    };
    ($client:ident { $(#[$attribute:meta])+ fn $name:ident; $($tests:tt)* }) => {
        $(#[$attribute])+
        fn $name() {
            super::$name(::connect_runtime::HttpClient::$client);
        }
        $crate::tests_over_http_client! { $client { $($tests)* } }
    };
}
