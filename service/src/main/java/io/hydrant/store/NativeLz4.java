package io.hydrant.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4FastDecompressor;

/// LZ4, whose native library is unpacked from its jar to be loaded and removed when the process
/// ends in peace. One that is killed removes nothing, and would leave 160 KB each time: here its
/// file is removed at once, where the system says which it is.
final class NativeLz4 {
  /// The files that are mapped into this process; Linux alone has it.
  private static final Path MAPS = Path.of("/proc/self/maps");

  private static final String LIBRARY = "liblz4-java-";
  private static final LZ4Factory FACTORY = load();

  private NativeLz4() {}

  static LZ4Compressor compressor() {
    return FACTORY.fastCompressor();
  }

  static LZ4FastDecompressor decompressor() {
    return FACTORY.fastDecompressor();
  }

  private static LZ4Factory load() {
    LZ4Factory factory = LZ4Factory.fastestInstance();
    if (Files.exists(MAPS)) {
      try (Stream<String> lines = Files.lines(MAPS)) {
        for (String line : lines.filter(each -> each.contains("/" + LIBRARY)).toList()) {
          Path file = Path.of(line.substring(line.indexOf('/')));
          Files.deleteIfExists(file);
          Files.deleteIfExists(file.resolveSibling(file.getFileName() + ".lck"));
        }
      } catch (IOException e) {
        // It stays until the process ends.
      }
    }
    return factory;
  }
}
