package io.hydrant.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.vertx.core.http.Http1ServerConfig;
import io.vertx.core.http.impl.http1.VertxHttpRequestDecoder;
import java.util.List;

/// Vert.x's request decoder, which moreover refuses a header folded over two lines. Netty joins
/// such lines, as RFC 9112 section 5.2 allows; others see two headers there, and what two programs
/// read differently is where requests are smuggled.
///
/// Netty itself refuses what else is ambiguous: Content-Length beside Transfer-Encoding, several
/// lengths, a transfer coding that does not end in `chunked`, bare line feeds, blanks before a
/// colon.
final class StrictDecoder extends VertxHttpRequestDecoder {
  private final Runnable brokenBody;
  private boolean inHead = true;
  private boolean lineBegins;
  private boolean folded;

  /// @param brokenBody told when the body of a request is not framed as it must be; nothing is
  ///   decoded any more after that
  StrictDecoder(Http1ServerConfig config, Runnable brokenBody) {
    super(config);
    this.brokenBody = brokenBody;
  }

  // A head and what follows it are never read in one call: Netty returns after the head.
  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out)
      throws Exception {
    int from = in.readerIndex();
    int before = out.size();
    boolean head = inHead;
    boolean broken = false;
    super.decode(context, in, out);
    if (head) {
      lookForFolds(in, from);
    }
    for (Object message : out.subList(before, out.size())) {
      if (message instanceof HttpRequest request) {
        inHead = false;
        refuseFolded(request);
      } else if (message instanceof LastHttpContent last) {
        inHead = true;
        broken = last.decoderResult().isFailure();
      }
    }
    // Vert.x would close the connection at this, before anybody could answer.
    if (broken) {
      out.removeLast();
      brokenBody.run();
    }
  }

  private void lookForFolds(ByteBuf in, int from) {
    for (int i = from; i < in.readerIndex(); i++) {
      byte character = in.getByte(i);
      folded |= lineBegins && (character == ' ' || character == '\t');
      lineBegins = character == '\n';
    }
  }

  private void refuseFolded(HttpRequest request) {
    if (folded && request.decoderResult().isSuccess()) {
      IllegalArgumentException cause = new IllegalArgumentException("a folded header");
      request.setDecoderResult(DecoderResult.failure(cause));
    }
    folded = false;
    lineBegins = false;
  }
}
