package io.hydrant.firehose;

import io.hydrant.http.Outbound;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.DnsResolver;

/// What the HTTP client finds under a name: only what may be called, and it connects to that.
///
/// @param outbound as it is now
record CheckedNames(Supplier<Outbound> outbound) implements DnsResolver {

  /// Names of AWS's own services and of VPC endpoints to them, which lead into the caller's own
  /// network where he has one.
  private static final Pattern AWS =
      Pattern.compile(
          "(?i)((firehose|sts)(-fips)?(\\.[a-z0-9-]+)?|[a-z0-9.-]+\\.vpce)"
              + "\\.(amazonaws\\.(com|com\\.cn|eu)|api\\.aws|api\\.amazonwebservices\\.com\\.cn)");

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    return outbound.get().resolve(host, AWS.matcher(host).matches());
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }
}
