trait Users {
    fn list_users(&self) -> Call<'_, Vec<User>> {
        ::core::unreachable!()
    }
}
impl<__Client: ?::core::marker::Sized> Users for __Client
where
    (): ::connect_runtime::__private::ClientOf<__Client>,
{}
///The operations of [`Users`].
static USERS_OPERATIONS: &[::connect_runtime::__private::Operation] = &[];
const _: &&[::connect_runtime::__private::Operation] = &USERS_OPERATIONS;
::core::compile_error! {
    "the template `users` does not start with `/`\nhelp: write `\"/users\"`"
}
