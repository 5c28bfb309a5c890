package io.hydrant.store;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Where one sees what SDKs sent and is invalid. Safe for many threads.
public final class RejectOffice {
  private final Committer committer;
  private final Reading.Reader reader;

  RejectOffice(Committer committer, Reading.Reader reader) {
    this.committer = committer;
    this.reader = reader;
  }

  /// What there is of an input.
  ///
  /// @param total how many there ever were
  /// @param bytes of those that are kept
  public record Figures(long total, long bytes) {}

  /// By input; none while the store has failed.
  public Map<String, Figures> figures() {
    Books books = committer.books();
    Map<String, Figures> figures = new TreeMap<>();
    if (books != null) {
      books
          .rejects
          .accounts()
          .forEach((input, each) -> figures.put(input, new Figures(each.total(), each.bytes())));
    }
    return figures;
  }

  /// The last of an input that are kept, the oldest first.
  ///
  /// @throws IOException when reading failed, or the store is not open
  public List<Rejection> last(String input, int max) throws IOException {
    return reader.read(books -> books.rejects.last(input, max));
  }
}
