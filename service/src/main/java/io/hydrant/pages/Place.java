package io.hydrant.pages;

/// A page of the console, as the navigation shows it.
public enum Place {
  FLOW("/", "Flow"),
  LIVE("/live", "Live stream"),
  ALERTS("/alerts", "Alerts"),
  DEAD("/dead", "Dead letters"),
  CONNECTIONS("/connections", "Connections"),
  PREVIEW("/preview", "Preview"),
  AUDIENCES("/audiences", "Audiences"),
  SIGN_IN("/sign-in", "Sign in");

  private final String path;
  private final String title;

  Place(String path, String title) {
    this.path = path;
    this.title = title;
  }

  public String path() {
    return path;
  }

  public String title() {
    return title;
  }
}
