#[automatically_derived]
impl Channel {
    /// The text on the wire.
    pub fn as_str(&self) -> &::core::primitive::str {
        match self {
            Self::Voice => "VOICE",
            Self::Chat => "WEB_CHAT",
            Self::Other(text) => ::core::convert::AsRef::as_ref(text),
        }
    }
}
#[automatically_derived]
impl ::core::convert::From<::std::string::String> for Channel {
    fn from(text: ::std::string::String) -> Self {
        match ::core::convert::AsRef::<::core::primitive::str>::as_ref(&text) {
            "VOICE" => Self::Voice,
            "WEB_CHAT" => Self::Chat,
            _ => Self::Other(::core::convert::From::from(text)),
        }
    }
}
#[automatically_derived]
impl ::core::convert::From<&::core::primitive::str> for Channel {
    fn from(text: &::core::primitive::str) -> Self {
        <Self as ::core::convert::From<
            ::std::string::String,
        >>::from(::core::convert::From::from(text))
    }
}
#[automatically_derived]
impl ::core::str::FromStr for Channel {
    type Err = ::core::convert::Infallible;
    fn from_str(
        text: &::core::primitive::str,
    ) -> ::core::result::Result<Self, ::core::convert::Infallible> {
        ::core::result::Result::Ok(::core::convert::From::from(text))
    }
}
#[automatically_derived]
impl ::core::fmt::Display for Channel {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::core::fmt::Formatter::pad(f, self.as_str())
    }
}
#[automatically_derived]
impl ::connect_runtime::ToValue for Channel {
    fn to_value(
        &self,
        _place: ::connect_runtime::Place,
    ) -> ::connect_runtime::__private::Cow<'_, ::core::primitive::str> {
        ::connect_runtime::__private::Cow::Borrowed(self.as_str())
    }
}
#[automatically_derived]
impl ::connect_runtime::__private::serde::Serialize for Channel {
    fn serialize<__S: ::connect_runtime::__private::serde::Serializer>(
        &self,
        serializer: __S,
    ) -> ::core::result::Result<__S::Ok, __S::Error> {
        ::connect_runtime::__private::serde::Serializer::serialize_str(
            serializer,
            self.as_str(),
        )
    }
}
#[automatically_derived]
impl<'de> ::connect_runtime::__private::serde::Deserialize<'de> for Channel {
    fn deserialize<__D: ::connect_runtime::__private::serde::Deserializer<'de>>(
        deserializer: __D,
    ) -> ::core::result::Result<Self, __D::Error> {
        let text = <::std::string::String as ::connect_runtime::__private::serde::Deserialize>::deserialize(
            deserializer,
        )?;
        ::core::result::Result::Ok(::core::convert::From::from(text))
    }
}
#[automatically_derived]
impl ::connect_runtime::__private::serde::Serialize for Reference {
    fn serialize<__S: ::connect_runtime::__private::serde::Serializer>(
        &self,
        serializer: __S,
    ) -> ::core::result::Result<__S::Ok, __S::Error> {
        use ::connect_runtime::__private::serde::ser::SerializeMap as _;
        let mut map = ::connect_runtime::__private::serde::Serializer::serialize_map(
            serializer,
            ::core::option::Option::Some(1),
        )?;
        match self {
            Self::Url(value) => map.serialize_entry("Url", value)?,
            Self::Count(value) => map.serialize_entry("Number", value)?,
            Self::Other(member) => map.serialize_entry(&member.name, &member.value)?,
        }
        map.end()
    }
}
#[automatically_derived]
impl<'de> ::connect_runtime::__private::serde::Deserialize<'de> for Reference
where
    UrlReference: ::connect_runtime::__private::serde::Deserialize<'de>,
    u32: ::connect_runtime::__private::serde::Deserialize<'de>,
{
    fn deserialize<__D: ::connect_runtime::__private::serde::Deserializer<'de>>(
        deserializer: __D,
    ) -> ::core::result::Result<Self, __D::Error> {
        struct __UnionVisitor;
        impl<'de> ::connect_runtime::__private::serde::de::Visitor<'de>
        for __UnionVisitor
        where
            UrlReference: ::connect_runtime::__private::serde::Deserialize<'de>,
            u32: ::connect_runtime::__private::serde::Deserialize<'de>,
        {
            type Value = Reference;
            fn expecting(
                &self,
                f: &mut ::core::fmt::Formatter<'_>,
            ) -> ::core::fmt::Result {
                f.write_str("the union Reference, which has one member")
            }
            fn visit_map<__A: ::connect_runtime::__private::serde::de::MapAccess<'de>>(
                self,
                mut map: __A,
            ) -> ::core::result::Result<Self::Value, __A::Error> {
                let mut union = ::core::option::Option::None;
                while let ::core::option::Option::Some(key) = map
                    .next_key::<::std::string::String>()?
                {
                    match ::core::convert::AsRef::<
                        ::core::primitive::str,
                    >::as_ref(&key) {
                        "Url" => {
                            if let ::core::option::Option::Some(value) = map
                                .next_value::<::core::option::Option<UrlReference>>()?
                            {
                                union = ::core::option::Option::Some(Reference::Url(value));
                            }
                        }
                        "Number" => {
                            if let ::core::option::Option::Some(value) = map
                                .next_value::<::core::option::Option<u32>>()?
                            {
                                union = ::core::option::Option::Some(
                                    Reference::Count(value),
                                );
                            }
                        }
                        "__type" => {
                            map.next_value::<
                                    ::connect_runtime::__private::serde::de::IgnoredAny,
                                >()?;
                        }
                        _ => {
                            let value: ::connect_runtime::Document = map.next_value()?;
                            let member = ::connect_runtime::UnknownMember::new(
                                key,
                                value,
                            );
                            if union.is_none()
                                && !::connect_runtime::__private::is_null(&member)
                            {
                                union = ::core::option::Option::Some(
                                    Reference::Other(::core::convert::From::from(member)),
                                );
                            }
                        }
                    }
                }
                union
                    .ok_or_else(|| {
                        <__A::Error as ::connect_runtime::__private::serde::de::Error>::custom(
                            "missing field of a union",
                        )
                    })
            }
        }
        ::connect_runtime::__private::serde::Deserializer::deserialize_map(
            deserializer,
            __UnionVisitor,
        )
    }
}
#[automatically_derived]
impl<'a> ::connect_runtime::ToValue for UserId<'a>
where
    &'a str: ::connect_runtime::ToValue,
{
    fn to_value(
        &self,
        place: ::connect_runtime::Place,
    ) -> ::connect_runtime::__private::Cow<'_, ::core::primitive::str> {
        <&'a str as ::connect_runtime::ToValue>::to_value(&self.0, place)
    }
    fn is_quoted_in_lists(&self) -> ::core::primitive::bool {
        <&'a str as ::connect_runtime::ToValue>::is_quoted_in_lists(&self.0)
    }
}
