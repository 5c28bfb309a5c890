package io.hydrant.settings;

import org.jspecify.annotations.Nullable;

/// What may be written for a key: how it is read, and how the documentation puts it.
///
/// @param <T> what it is read as
sealed interface Shape<T>
    permits Flag,
        Whole,
        Span,
        Size,
        Text,
        StreamName,
        SecretText,
        Sha256Text,
        OneOrTwo,
        WebAddress,
        Choice,
        Choices,
        MetadataFields,
        IdentityTypes,
        IdentityNames,
        AudienceIds,
        Origins,
        Address,
        AddressRanges,
        PemFile,
        PasswordHash,
        HostNames,
        Endpoint,
        Reference.One,
        Reference.Many,
        Block.One,
        Block.Many,
        OrOff,
        SpanOrForever {

  /// What `value` says, or null after saying what is wrong with it.
  @Nullable T read(Value value);

  /// What is expected, as it follows "expected".
  String words();
}
