// The renderer imports these types, but npm has no release of @swirly/types that fits it.
// Here are the parts that `svg.ts` uses.
declare module '@swirly/types' {
  type Styles = Readonly<Record<string, string | number>>;

  export interface Message {
    readonly frame: number;
    readonly notification:
      { readonly kind: 'N'; readonly value: string } | { readonly kind: 'C' | 'E' };
    /** Without the prefix `event_`. */
    readonly styles?: Styles;
  }

  export interface Stream {
    readonly kind: 'S';
    readonly title: string;
    /** When the stream starts. Frames of messages and decorations count from here. */
    readonly frame: number;
    readonly duration: number;
    readonly messages: readonly Message[];
    readonly decorations?: readonly { readonly kind: 'barrier'; readonly frame: number }[];
    /** `title_…` without the prefix `stream_`, `arrow_…` with its prefix. */
    readonly styles?: Styles;
  }

  export interface Operator {
    readonly kind: 'O';
    readonly title: readonly { readonly type: 'text'; readonly value: string }[];
    /** Without the prefix `operator_`. */
    readonly styles?: Styles;
  }

  export interface DiagramSpecification {
    readonly content: readonly (Stream | Operator)[];
    readonly styles: Styles;
  }

  export interface DiagramRendering {
    readonly width: number;
    readonly height: number;
  }

  export type RendererOptions = { readonly styles?: Styles };
}
