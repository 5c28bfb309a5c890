package io.hydrant.store;

/// What a part of a submission does beside having rows wait. The steps of a submission are taken in
/// their order, in the write that keeps it.
public sealed interface Step permits Announcement, AudienceStep, Identifying, Rejection {}
