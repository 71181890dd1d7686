"""Groups with a field for each language, such as ``cs``, ``en`` and ``uk``."""

from collections.abc import Callable
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, Field, create_model

from centre.language.languages import LANGUAGES

Model = TypeVar("Model", bound=BaseModel)


def field_for_each_language(
    kind: Any, *, default: Any, titled: bool = True
) -> Callable[[type[Model]], type[Model]]:
    """Give a model a field of this ``kind`` for each language of the product.

    A field that the model declares itself stays as it is. ``titled`` fields bear the name that a
    form for editors shows.
    """

    def add_fields(model: type[Model]) -> type[Model]:
        fields: dict[str, Any] = {
            code: (
                Annotated[kind, Field(title=language.name_for_editors if titled else None)],
                default,
            )
            for code, language in LANGUAGES.items()
            if code not in model.model_fields
        }
        return create_model(
            model.__name__,
            __base__=model,
            __module__=model.__module__,
            __doc__=model.__doc__,
            **fields,
        )

    return add_fields
