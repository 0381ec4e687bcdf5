/// Cases.
pub trait Cases: Debug {
    /// Lists domains.
    fn list_domains(&self, next_token: Option<&str>) -> Pages<'_, Domain, CaseError> {
        let _ = &next_token;
        ::connect_runtime::__private::from_paged_request::<
            Pages<'_, Domain, CaseError>,
            ::connect_runtime::Bare,
        >(
            ::core::option::Option::None,
            ::connect_runtime::__private::RequestBuilder::new(&CASES_OPERATIONS[0]),
        )
    }
    #[cfg(feature = "delete")]
    fn delete_domain(
        &self,
        domain_id: &str,
    ) -> impl ::core::future::Future<
        Output = Result<(), CaseError>,
    > + ::core::marker::Send {
        let _ = &domain_id;
        ::connect_runtime::__private::send::<
            Result<(), CaseError>,
            ::connect_runtime::Bare,
        >(
            ::core::option::Option::None,
            ::connect_runtime::__private::RequestBuilder::new(&CASES_OPERATIONS[1]),
        )
    }
    fn get_domain(&self, domain_id: &str) -> Call<'_, Domain, CaseError> {
        let _ = &domain_id;
        ::connect_runtime::__private::from_request::<
            Call<'_, Domain, CaseError>,
            ::connect_runtime::Bare,
        >(
            ::core::option::Option::None,
            ::connect_runtime::__private::RequestBuilder::new(
                &CASES_OPERATIONS[1
                    + ::core::cfg!(feature = "delete") as ::core::primitive::usize],
            ),
        )
    }
    #[cfg(feature = "fields")]
    #[cfg(not(feature = "delete"))]
    fn fields(&self, domain_id: &str) -> Call<'_, Vec<Field>, CaseError> {
        let _ = &domain_id;
        ::connect_runtime::__private::from_request::<
            Call<'_, Vec<Field>, CaseError>,
            ::connect_runtime::Bare,
        >(
            ::core::option::Option::None,
            ::connect_runtime::__private::RequestBuilder::new(
                &CASES_OPERATIONS[2
                    + ::core::cfg!(feature = "delete") as ::core::primitive::usize],
            ),
        )
    }
    fn layouts(&self, domain_id: &str) -> Call<'_, Vec<Layout>, CaseError> {
        let _ = &domain_id;
        ::connect_runtime::__private::from_request::<
            Call<'_, Vec<Layout>, CaseError>,
            ::connect_runtime::Bare,
        >(
            ::core::option::Option::None,
            ::connect_runtime::__private::RequestBuilder::new(
                &CASES_OPERATIONS[2
                    + ::core::cfg!(feature = "delete") as ::core::primitive::usize
                    + (::core::cfg!(feature = "fields")
                        && ::core::cfg!(not(feature = "delete")))
                        as ::core::primitive::usize],
            ),
        )
    }
    fn helper(&self) -> u8 {
        7
    }
}
impl<__Client: ?::core::marker::Sized> Cases for __Client
where
    (): ::connect_runtime::__private::ClientOf<__Client>,
    __Client: Debug,
{
    fn list_domains(&self, next_token: Option<&str>) -> Pages<'_, Domain, CaseError> {
        let mut request = ::connect_runtime::__private::RequestBuilder::new(
            &CASES_OPERATIONS[0],
        );
        request.path("/domains-list");
        request.query("nextToken", &next_token);
        ::connect_runtime::__private::from_paged_request::<
            Pages<'_, Domain, CaseError>,
            ::connect_runtime::Bare,
        >(
            ::core::option::Option::Some(
                <() as ::connect_runtime::__private::ClientOf<Self>>::client(self),
            ),
            request,
        )
    }
    #[cfg(feature = "delete")]
    fn delete_domain(
        &self,
        domain_id: &str,
    ) -> impl ::core::future::Future<
        Output = Result<(), CaseError>,
    > + ::core::marker::Send {
        let mut request = ::connect_runtime::__private::RequestBuilder::new(
            &CASES_OPERATIONS[1],
        );
        request.path("/domains/");
        request.label("domain_id", &domain_id);
        ::connect_runtime::__private::send::<
            Result<(), CaseError>,
            ::connect_runtime::Bare,
        >(
            ::core::option::Option::Some(
                <() as ::connect_runtime::__private::ClientOf<Self>>::client(self),
            ),
            request,
        )
    }
    fn get_domain(&self, domain_id: &str) -> Call<'_, Domain, CaseError> {
        let mut request = ::connect_runtime::__private::RequestBuilder::new(
            &CASES_OPERATIONS[1
                + ::core::cfg!(feature = "delete") as ::core::primitive::usize],
        );
        request.path("/domains/");
        request.label("domain_id", &domain_id);
        ::connect_runtime::__private::from_request::<
            Call<'_, Domain, CaseError>,
            ::connect_runtime::Bare,
        >(
            ::core::option::Option::Some(
                <() as ::connect_runtime::__private::ClientOf<Self>>::client(self),
            ),
            request,
        )
    }
    #[cfg(feature = "fields")]
    #[cfg(not(feature = "delete"))]
    fn fields(&self, domain_id: &str) -> Call<'_, Vec<Field>, CaseError> {
        let mut request = ::connect_runtime::__private::RequestBuilder::new(
            &CASES_OPERATIONS[2
                + ::core::cfg!(feature = "delete") as ::core::primitive::usize],
        );
        request.path("/domains/");
        request.label("domain_id", &domain_id);
        request.path("/fields-list");
        ::connect_runtime::__private::from_request::<
            Call<'_, Vec<Field>, CaseError>,
            ::connect_runtime::Bare,
        >(
            ::core::option::Option::Some(
                <() as ::connect_runtime::__private::ClientOf<Self>>::client(self),
            ),
            request,
        )
    }
    fn layouts(&self, domain_id: &str) -> Call<'_, Vec<Layout>, CaseError> {
        let mut request = ::connect_runtime::__private::RequestBuilder::new(
            &CASES_OPERATIONS[2
                + ::core::cfg!(feature = "delete") as ::core::primitive::usize
                + (::core::cfg!(feature = "fields")
                    && ::core::cfg!(not(feature = "delete")))
                    as ::core::primitive::usize],
        );
        request.path("/domains/");
        request.label("domain_id", &domain_id);
        request.path("/layouts-list");
        ::connect_runtime::__private::from_request::<
            Call<'_, Vec<Layout>, CaseError>,
            ::connect_runtime::Bare,
        >(
            ::core::option::Option::Some(
                <() as ::connect_runtime::__private::ClientOf<Self>>::client(self),
            ),
            request,
        )
    }
}
/**The operations of [`Cases`].

| method | operation | filled in from AWS's model |
|---|---|---|
| `list_domains` | `ListDomains` | the name |
| `delete_domain` | `DeleteDomain` | the name |
| `get_domain` | `GetDomain` | the name |
| `fields` | `ListFields` | the name |
| `layouts` | `ListLayouts` | the name |*/
pub static CASES_OPERATIONS: &[::connect_runtime::__private::Operation] = &[
    ::connect_runtime::__private::with_paging(
        ::connect_runtime::__private::with_service(
            ::connect_runtime::__private::operation(
                "ListDomains",
                ::connect_runtime::__private::Method::POST,
                "/domains-list",
            ),
            ::connect_runtime::service::CASES,
        ),
        "nextToken",
        "domains",
        ::connect_runtime::__private::RequestToken::Query("nextToken"),
    ),
    #[cfg(feature = "delete")]
    ::connect_runtime::__private::with_service(
        ::connect_runtime::__private::operation(
            "DeleteDomain",
            ::connect_runtime::__private::Method::DELETE,
            "/domains/<domainId>",
        ),
        ::connect_runtime::service::CASES,
    ),
    ::connect_runtime::__private::with_service(
        ::connect_runtime::__private::operation(
            "GetDomain",
            ::connect_runtime::__private::Method::POST,
            "/domains/<domainId>",
        ),
        ::connect_runtime::service::CASES,
    ),
    #[cfg(feature = "fields")]
    #[cfg(not(feature = "delete"))]
    ::connect_runtime::__private::with_service(
        ::connect_runtime::__private::operation(
            "ListFields",
            ::connect_runtime::__private::Method::POST,
            "/domains/<domainId>/fields-list",
        ),
        ::connect_runtime::service::CASES,
    ),
    ::connect_runtime::__private::with_service(
        ::connect_runtime::__private::operation(
            "ListLayouts",
            ::connect_runtime::__private::Method::POST,
            "/domains/<domainId>/layouts-list",
        ),
        ::connect_runtime::service::CASES,
    ),
];
const _: &&[::connect_runtime::__private::Operation] = &CASES_OPERATIONS;
