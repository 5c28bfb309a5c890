package io.hydrant.store;

import io.hydrant.model.Bytes;
import io.hydrant.model.Hash;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Where one sees which audiences there are and what is known of users. What changes them comes
/// with a [Submission]. Safe for many threads.
public final class AudienceOffice implements IdentityBook {
  private final Committer committer;
  private final Consumer<Order> orders;
  private final Reading.Reader reader;

  /// @param orders takes what is asked of the committer
  AudienceOffice(Committer committer, Consumer<Order> orders, Reading.Reader reader) {
    this.committer = committer;
    this.orders = orders;
    this.reader = reader;
  }

  /// All audiences, also those that are being deleted, by id; none while the store has failed.
  public List<Audience> all() {
    Books books = committer.books();
    return books == null ? List.of() : books.audiences.all();
  }

  /// The audience of this id that is not deleted; null when there is none.
  public @Nullable Audience find(long id) {
    Audience found = look(id);
    return found == null || found.isDeleted() ? null : found;
  }

  /// The audience of this id, also one that is being deleted; null when there is none.
  public @Nullable Audience look(long id) {
    Books books = committer.books();
    return books == null ? null : books.audiences.find(id);
  }

  /// What became of audiences lately.
  public RecentChanges recent() {
    return committer.recent();
  }

  /// @throws IOException when reading failed, or the store is not open
  @Override
  public @Nullable Long owner(Hash identity) throws IOException {
    return reader.read(books -> Members.owner(books.tables, identity));
  }

  /// @throws IOException when reading failed, or the store is not open
  @Override
  public @Nullable Bytes known(Hash user) throws IOException {
    return reader.read(books -> {
      byte[] stored = books.tables.get(Family.MEMBERS, Members.key(user));
      return stored == null ? null : Bytes.of(stored);
    });
  }

  /// Takes some members out of an audience that is being deleted.
  public void takeOut(TakeOut step) {
    orders.accept(step);
  }
}
