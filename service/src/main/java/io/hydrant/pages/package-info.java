/// The console's pages: server-rendered HTML that a person reads, refreshed in parts where scripts
/// run. They show what [io.hydrant.console] answers as JSON.
@NullMarked
package io.hydrant.pages;

import org.jspecify.annotations.NullMarked;
