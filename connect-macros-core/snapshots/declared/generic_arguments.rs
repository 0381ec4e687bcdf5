trait Store<T: DeserializeOwned>: ConnectClient {
    #[connect_endpoint(PUT "/items/<type>?<tags>")]
    async fn put<'a, B>(&'a self, r#type: &str, tags: impl ToValues, #[body] item: &B) -> Result<T>
    where
        B: Serialize + ?Sized;
}
