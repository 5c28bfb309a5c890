package io.hydrant.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IndentedTest {
  @Test
  void linesAreBroken_andValuesStay() {
    String json = "{\"a\":[1.10E+05,{}, [ ] ],\"b\\\\\":\"x,{\\\"\",\"c\":{\"d\":null}}\n";
    assertThat(Indented.of(json))
        .isEqualTo(
            """
            {
              "a": [
                1.10E+05,
                {},
                []
              ],
              "b\\\\": "x,{\\"",
              "c": {
                "d": null
              }
            }\
            """);
  }
}
